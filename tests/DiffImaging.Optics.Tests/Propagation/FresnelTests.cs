using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Propagation;

[TestFixture]
public sealed class FresnelTests : ScopedFixture
{
    // The paraxial solution is exact here; what leaves the grid comes in at the other side: e⁻⁸² at 2.5 mm from a 0.25 mm waist.
    private const double Rounding = 1e-10;

    [TestCase(0.3, 1.0)]
    [TestCase(-0.3, 1.0)]
    [TestCase(0.3, 1.33)]
    public void A_gaussian_beam_is_propagated_exactly(double distance, double index)
    {
        var (grid, light) = (new SamplingGrid(256, 240, 20e-6), new Light(633e-9, index));

        var output = Propagate(grid, light, Fields.GaussianBeam(grid, light, 250e-6, 0), distance);

        Assert.That(Fields.RelativeError(output, Fields.GaussianBeam(grid, light, 250e-6, distance)), Is.LessThan(Rounding));
    }

    [Test]
    public void A_square_aperture_gives_the_fresnel_integrals()
    {
        // u = ½ e^{-iπ/2} [F(α₂) − F(α₁)]_x [F(β₂) − F(β₁)]_y, F = C + iS [goodman2005, §4.5.1], for samples of width = pitch,
        // each of them a small square aperture.
        var (grid, light, z) = (new SamplingGrid(512, 512, 5e-6), new Light(500e-9), 0.02);
        const int Half = 50;   // samples either side of the axis: 2·50 + 1 samples, 505 µm
        var side = (Half + 0.5) * grid.Pitch;
        var inside = (Coordinates.X(grid, torch.CPU).abs() < side).logical_and(Coordinates.Y(grid, torch.CPU).abs() < side);

        var output = Propagate(grid, light, Fields.ToComplex(inside.to(Fields.Real)), z);

        // The sampled edge rings at the grid's own frequency; a mean over 9 samples of the intensity, within the aperture, does not.
        var rms = 0.0;
        for (var column = -40; column <= 40; column += 10)
        {
            var expected = Mean(offset => (Slit(side, column * grid.Pitch + offset, light, z) * Slit(side, 0, light, z)).Magnitude, grid.Pitch);
            var found = output.abs().narrow(1, 256 + column - 4, 9)[256].mean().item<double>();
            rms += Math.Pow(found - expected, 2) / 9;
        }

        Assert.That(Math.Sqrt(rms), Is.LessThan(0.02));
    }

    [Test]
    public void There_and_back_is_the_identity_and_energy_is_conserved()
    {
        var (grid, light, field) = (new SamplingGrid(60, 64, 2e-6), new Light(500e-9), Fields.Random(1, 60, 64));

        var there = Propagate(grid, light, field, 3e-3);

        Assert.That(Fields.Norm(there), Is.EqualTo(Fields.Norm(field)).Within(Rounding * Fields.Norm(field)));
        Assert.That(Fields.RelativeError(Propagate(grid, light, there, -3e-3), field), Is.LessThan(Rounding));
    }

    [Test]
    public void Small_angles_agree_with_the_angular_spectrum()
    {
        var (grid, light, z) = (new SamplingGrid(120, 128, 10e-6), new Light(500e-9), 5e-3);
        var field = Fields.RandomBandLimited(1, grid, 0.5);
        using var exact = new AngularSpectrum(grid, light, Fields.Double);

        var difference = Fields.RelativeError(Propagate(grid, light, field, z), exact.Propagate(field, exact.TransferFunction(Fields.Scalar(z))));

        // π z λ³ f⁴ / 4 at f = √2 · 25 /mm.
        var bound = Math.PI * z * Math.Pow(500e-9, 3) * Math.Pow(Math.Sqrt(2) * 0.5 * grid.Nyquist, 4) / 4;
        Assert.That(difference, Is.LessThan(bound));
        Assert.That(difference, Is.GreaterThan(bound / 20));
    }

    private static torch.Tensor Propagate(SamplingGrid grid, Light light, torch.Tensor field, double distance) =>
        Fresnel.Propagate(field, Fresnel.TransferFunction(grid, light, Fields.Scalar(distance), Fields.Real));

    // (1/√2) e^{-iπ/4} ∫ e^{iπt²/2} dt from one edge to the other, by the midpoint rule.
    private static System.Numerics.Complex Slit(double side, double x, Light light, double z)
    {
        var scale = Math.Sqrt(2 / (light.MediumWavelength * z));
        var (from, to) = (scale * (-side - x), scale * (side - x));
        const int Steps = 4000;
        var step = (to - from) / Steps;
        var sum = System.Numerics.Complex.Zero;
        for (var index = 0; index < Steps; index++)
        {
            var t = from + (index + 0.5) * step;
            sum += System.Numerics.Complex.FromPolarCoordinates(step, Math.PI * t * t / 2);
        }

        return sum * System.Numerics.Complex.FromPolarCoordinates(Math.Sqrt(0.5), -Math.PI / 4);
    }

    private static double Mean(Func<double, double> function, double pitch) => Enumerable.Range(-4, 9).Average(index => function(index * pitch));
}

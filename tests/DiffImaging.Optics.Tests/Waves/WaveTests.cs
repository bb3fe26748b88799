using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Waves;

[TestFixture]
public sealed class WaveTests : ScopedFixture
{
    private const double Rounding = 1e-12;

    private static readonly SamplingGrid Grid = new(5, 6, 2e-6);

    [Test]
    public void Light_in_a_medium_is_shorter()
    {
        var light = new Light(400e-9, 1.5);

        Assert.That(light.MediumWavelength, Is.EqualTo(400e-9 / 1.5).Within(1e-20));
        Assert.That(light.CutOff, Is.EqualTo(3.75e6).Within(1e-6));
        Assert.That(light.Wavenumber, Is.EqualTo(2 * Math.PI * 3.75e6).Within(1e-6));
    }

    [Test]
    public void The_axis_passes_through_the_sample_at_half_the_size()
    {
        Assert.That(Coordinates.Y(Grid, torch.CPU).data<double>(), Is.EqualTo(new[] { -4e-6, -2e-6, 0, 2e-6, 4e-6 }).Within(1e-20));
        Assert.That(Coordinates.X(Grid, torch.CPU).data<double>(), Is.EqualTo(new[] { -6e-6, -4e-6, -2e-6, 0, 2e-6, 4e-6 }).Within(1e-20));
    }

    [Test]
    public void Frequencies_are_in_fft_order()
    {
        var bin = 1 / (6 * 2e-6);
        Assert.That(Coordinates.FrequencyX(Grid, torch.CPU).data<double>(), Is.EqualTo(new[] { 0, bin, 2 * bin, -3 * bin, -2 * bin, -bin }).Within(1e-6));
        Assert.That(Coordinates.FrequencyY(Grid, torch.CPU).shape, Is.EqualTo(new long[] { 5, 1 }));
    }

    [Test]
    public void A_tilted_wave_has_the_frequency_of_its_angle()
    {
        var (grid, light) = (new SamplingGrid(64, 64, 1e-6), new Light(500e-9, 1.33));
        var frequency = TiltedWave.Frequency(light, Math.Asin(5 / grid.Width / light.CutOff));

        var spectrum = torch.fft.fft2(Phasor.Of(TiltedWave.Phase(grid, Fields.Scalar(frequency), Fields.Scalar(-3 / grid.Height)))).abs();

        Assert.That(frequency, Is.EqualTo(1.33 * Math.Sin(Math.Asin(5 / grid.Width * 500e-9 / 1.33)) / 500e-9).Within(1e-6));
        Assert.That(spectrum[61, 5].item<double>(), Is.EqualTo(64 * 64).Within(1e-8));
        Assert.That(spectrum.sum().item<double>(), Is.EqualTo(64 * 64).Within(1e-7));
    }

    [TestCase(0.01)]
    [TestCase(-0.01)]
    public void A_spherical_wave_has_the_path_to_its_centre(double radius)
    {
        var (grid, light) = (new SamplingGrid(32, 32, 50e-6), new Light(500e-9, 1.2));

        var phase = SphericalWave.Phase(grid, light, Fields.Scalar(radius));
        var amplitude = SphericalWave.Amplitude(grid, Fields.Scalar(radius));

        var (x, y) = (-16 * 50e-6, 3 * 50e-6);
        var path = Math.Sqrt(radius * radius + x * x + y * y);
        Assert.That(phase[19, 0].item<double>(), Is.EqualTo(Math.Sign(radius) * light.Wavenumber * (path - 0.01)).Within(1e-7));   // the difference of paths loses digits
        Assert.That(amplitude[19, 0].item<double>(), Is.EqualTo(0.01 / path).Within(Rounding));
        Assert.That(phase[16, 16].item<double>(), Is.Zero);
        Assert.That(amplitude[16, 16].item<double>(), Is.EqualTo(1));
    }

    [Test]
    public void The_curvature_of_a_spherical_wave_is_one_over_its_radius()
    {
        var (grid, light, radius) = (new SamplingGrid(32, 32, 1e-6), new Light(500e-9), 0.05);

        var sphere = SphericalWave.Phase(grid, light, Fields.Scalar(radius));
        var paraxial = SphericalWave.ParaxialPhase(grid, light, Fields.Scalar(1 / radius));

        // r² / (4R²) = 10⁻⁷ is the next term.
        Assert.That(Fields.RelativeError(sphere, paraxial), Is.LessThan(1e-7));
    }

    [Test]
    public void The_paraxial_phase_is_differentiable_through_zero_curvature()
    {
        var curvature = Fields.Scalar(0).requires_grad_(true);

        SphericalWave.ParaxialPhase(Grid, new Light(500e-9), curvature).sum().backward();

        var expected = 0.5 * new Light(500e-9).Wavenumber * Fields.SquaredRadius(Grid).sum().item<double>();
        Assert.That(curvature.grad!.item<double>(), Is.EqualTo(expected).Within(Rounding * expected));
    }

    [Test]
    public void A_phasor_is_the_complex_exponential()
    {
        var phase = torch.linspace(-700, 900, 50, Fields.Real);

        Assert.That(Fields.RelativeError(Phasor.Of(phase), torch.complex(torch.zeros_like(phase), phase).exp()), Is.LessThan(Rounding));
        Assert.That(Phasor.Of(phase, torch.float32).dtype, Is.EqualTo(torch.ScalarType.ComplexFloat32));
    }
}

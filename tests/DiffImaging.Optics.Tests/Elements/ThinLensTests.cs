using DiffImaging.Optics.Elements;
using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Optics.Tests.Elements;

[TestFixture]
public sealed class ThinLensTests : ScopedFixture
{
    [TestCase(1.0)]
    [TestCase(1.33)]
    public void A_plane_wave_is_focused_to_the_gaussian_spot_at_the_focal_length(double index)
    {
        // A Gaussian aperture exp(−r²/w²) behind the lens: in the focal plane exp(−r²/w_f²), w_f = λ f / (n π w).
        var (grid, light, f, width) = (new SamplingGrid(256, 256, 10e-6), new Light(500e-9, index), 0.1, 300e-6);
        var field = Phasor.Of(ThinLens.Phase(grid, light, Fields.Scalar(f))) * (-Fields.SquaredRadius(grid) / (width * width)).exp();

        var focus = Fresnel.Propagate(field, Fresnel.TransferFunction(grid, light, Fields.Scalar(f), Fields.Real)).abs();

        var spot = light.MediumWavelength * f / (Math.PI * width);
        var expected = width / spot * (-Fields.SquaredRadius(grid) / (spot * spot)).exp();
        Assert.That(Fields.RelativeError(focus, expected), Is.LessThan(1e-8));   // the aperture's tail at the grid's edge, e⁻¹⁸
    }

    [Test]
    public void A_beam_is_narrowest_where_the_lens_formula_of_beams_says()
    {
        // Behind a lens the waist of a collimated beam lies at f / (1 + (f/z_R)²), before the focal plane; there the amplitude
        // has grown by √(1 + (z_R/f)²).
        var (grid, light, f, width) = (new SamplingGrid(256, 256, 10e-6), new Light(500e-9), 0.1, 300e-6);
        var rayleigh = 0.5 * light.Wavenumber * width * width;
        var waist = f / (1 + Math.Pow(f / rayleigh, 2));
        var field = Phasor.Of(ThinLens.Phase(grid, light, Fields.Scalar(f))) * (-Fields.SquaredRadius(grid) / (width * width)).exp();
        var peak = (double z) => Fresnel.Propagate(field, Fresnel.TransferFunction(grid, light, Fields.Scalar(z), Fields.Real)).abs().max().item<double>();

        Assert.That(peak(waist), Is.EqualTo(Math.Sqrt(1 + Math.Pow(rayleigh / f, 2))).Within(1e-6));   // the aperture's tail at the grid's edge
        Assert.That(peak(waist), Is.GreaterThan(peak(waist - 1e-3)).And.GreaterThan(peak(waist + 1e-3)));
    }
}

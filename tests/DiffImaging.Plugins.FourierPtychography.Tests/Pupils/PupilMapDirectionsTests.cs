using DiffImaging.Optics.Pupils;
using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Pupils;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Pupils;

[TestFixture]
public sealed class PupilMapDirectionsTests
{
    private static readonly ImagingModel Model = new()
    {
        Array = LedArray.Of(new LedLayoutOptions { Rows = 2, Columns = 2, Pitch = 4e-3 }, 30e-3, 0, 1.5),
        Image = new SamplingGrid(20, 27, 1.5e-6),
        Upsampling = 3,
        Wavelength = 532e-9,
        RefractiveIndex = 1,
        NumericalAperture = 0.1,
        LargestAperture = 0.1,
        Zernikes = [5, 8, 11],
    };

    [Test]
    public void They_are_nolls_polynomials_on_the_nominal_disc_in_fft_order()
    {
        using var scope = torch.NewDisposeScope();
        var cutOff = Model.NumericalAperture / Model.Wavelength;
        var y = torch.fft.fftfreq(Model.Image.Rows, Model.Image.Pitch, torch.float64).unsqueeze(1) / cutOff;
        var x = torch.fft.fftfreq(Model.Image.Columns, Model.Image.Pitch, torch.float64).unsqueeze(0) / cutOff;
        var disc = (x.square() + y.square()).le(1).to(torch.float64);
        int[] modes = [1, 2, 3, 5, 8, 11];
        double[] size = [1, 2, 2, 1, 1, 1];
        var found = PupilMapDirections.Tilts(Model).Concat(PupilMapDirections.Wavefront(Model)).ToArray();

        Assert.That(disc.sum().item<double>(), Is.InRange(50, 400));
        foreach (var (index, direction) in found.Index())
        {
            var map = torch.tensor(direction).reshape(2, Model.Image.Rows, Model.Image.Columns);
            var expected = Zernike.Evaluate(modes[index], x, y) / size[index] * disc;
            Assert.That((map[0] - expected).abs().max().item<double>(), Is.LessThan(1e-12), $"mode {modes[index]}");
            Assert.That(map[1].abs().max().item<double>(), Is.Zero);
        }

        var amplitude = torch.tensor(PupilMapDirections.Amplitude(Model)[0]).reshape(2, Model.Image.Rows, Model.Image.Columns);
        Assert.That((amplitude[1] - disc).abs().max().item<double>(), Is.Zero);
        Assert.That(amplitude[0].abs().max().item<double>(), Is.Zero);
    }

    [Test]
    public void The_defocus_is_nearly_nolls_fourth_polynomial_and_a_piston()
    {
        var (tilts, defocus) = (PupilMapDirections.Tilts(Model), PupilMapDirections.Defocus(Model)[0]);
        var fourth = PupilMapDirections.Wavefront(Model with { Zernikes = [4] })[0];
        double[] Centred(double[] direction) => [.. direction.Zip(tilts[0], (value, one) => value - one * direction.Sum() / tilts[0].Sum())];
        static double Dot(double[] a, double[] b) => a.Zip(b, (left, right) => left * right).Sum();
        var (a, b) = (Centred(defocus), Centred(fourth));

        Assert.That(Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b)), Is.GreaterThan(0.99999));
    }
}

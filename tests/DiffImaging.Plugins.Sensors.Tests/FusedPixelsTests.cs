using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors.Tests;

[TestFixture]
public sealed class FusedPixelsTests
{
    private const double Single = 1e-6;

    // Rows of 2 · 15 and 2 · 14 numbers leave some over behind the last whole vector.
    [TestCase(1, 3, 6, 15)]
    [TestCase(2, 2, 6, 14)]
    [TestCase(3, 4, 64, 64)]
    public void One_pass_gives_pixels_and_cotangent_of_double_precision(int frames, int binning, int rows, int columns)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed: 1);
        var field = torch.randn([frames, 1, rows, columns], torch.complex128, generator: generator);
        var cotangent = torch.randn([frames, 1, rows / binning, columns / binning], torch.float64, generator: generator);
        var light = new SamplingGrid(rows, columns, 1e-6);
        var geometry = new SensorGeometry(light, binning, false, new SamplingGrid(rows / binning, columns / binning, binning * 1e-6));
        using var sampling = new PixelSampling(geometry, new(torch.CPU, Sdk.Stages.Precision.Double, 1));
        var single = field.to(torch.complex64);
        Assert.That(FusedPixels.Takes(single, geometry), Is.True);
        Assert.That(FusedPixels.Takes(field, geometry), Is.False);

        var pixels = sampling.Collect(single, modes: 3, fill: null);
        var back = sampling.FieldCotangent(single, 3, null, cotangent.to(torch.float32), 1.5);

        Assert.That(Relative(pixels, sampling.Collect(field, modes: 3, fill: null)), Is.LessThan(Single));
        Assert.That(Relative(back, sampling.FieldCotangent(field, 3, null, cotangent.clone(), 1.5)), Is.LessThan(Single));
    }

    private static double Relative(torch.Tensor found, torch.Tensor expected) => ((found - expected).abs().norm() / expected.abs().norm()).ToDouble();
}

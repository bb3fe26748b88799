using DiffImaging.Plugins.Lensless.Specimens;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Specimens;

[TestFixture]
public sealed class BarTargetTests
{
    private static readonly BarTargetOptions Options = new() { HalfPitch = 1.1e-6, Extent = 60e-6, Amplitude = 0.4 };

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [OneTimeTearDown]
    public void DropTensors() => _scope.Dispose();

    [Test]
    public void A_fine_sampling_shows_the_bars_with_their_full_contrast()
    {
        using var target = new BarTarget(Options, Context(1));
        var grid = new SamplingGrid(1280, 1280, 0.05e-6);

        // (1 − 0.16)/(1 + 0.16), less what samples on an edge take.
        Assert.That(target.Judge(target.Sample(grid), grid)["barContrast"], Is.EqualTo(0.724).Within(0.03));
    }

    [Test]
    public void An_empty_image_shows_none() =>
        Assert.That(Judged(torch.ones([64, 64], torch.ScalarType.ComplexFloat64)), Is.EqualTo(0).Within(1e-12));

    [Test]
    public void Another_seed_moves_the_coarse_bars_and_not_the_fine_ones()
    {
        using var first = new BarTarget(Options, Context(1));
        using var second = new BarTarget(Options, Context(2));
        var grid = new SamplingGrid(300, 300, 0.25e-6);
        var change = (first.Sample(grid) - second.Sample(grid)).abs();

        Assert.That(change.narrow(0, 140, 20).narrow(1, 130, 40).max().item<double>(), Is.Zero);
        Assert.That(change.max().item<double>(), Is.GreaterThan(0.1));
    }

    private static double Judged(torch.Tensor image)
    {
        using var target = new BarTarget(Options, Context(1));
        return target.Judge(image, new SamplingGrid(64, 64, 0.5e-6))["barContrast"];
    }

    private static StageContext Context(long seed) => new(torch.CPU, Precision.Double, seed);
}

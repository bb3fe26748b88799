using Acme.StructuredIllumination.Specimens;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Tests.Specimens;

/// <summary>The target lies at the same place on every grid, and its own image has the contrast of its densities.</summary>
[TestFixture]
public sealed class FluorescentTargetTests
{
    private static readonly StageContext Context = new(torch.CPU, Precision.Double, 1);

    private static readonly SamplingGrid Fine = new(800, 800, 10e-9);

    // An edge cuts a sample: of 24 in a bar one is mixed.
    private const double EdgeShare = 1 / 24.0;

    [Test]
    public void The_contrast_of_the_target_itself_is_that_of_a_bar_over_the_background()
    {
        using var scope = torch.NewDisposeScope();
        using var target = new FluorescentTarget(new FluorescentTargetOptions { Extent = 8e-6, Background = 0.25, HalfPitches = [240e-9, 300e-9] }, Context);

        var judged = target.Judge(target.Sample(Fine), Fine);

        Assert.That(judged.Keys, Is.EqualTo(new[] { "barContrast240nm", "barContrast300nm" }));
        Assert.That(judged.Values, Is.All.EqualTo(1 / 1.5).Within(EdgeShare));
    }

    [Test]
    public void A_coarse_sample_is_the_mean_of_the_fine_ones_in_it()
    {
        using var scope = torch.NewDisposeScope();
        using var target = new FluorescentTarget(new FluorescentTargetOptions { Extent = 8e-6, Filaments = 0 }, Context);
        var coarse = new SamplingGrid(160, 160, 50e-9);

        // Five to one; the axis enters the middle one of its five.
        var means = Binning.Mean(target.Sample(Fine).real.roll([2, 2], [0, 1]), 5);

        Assert.That((target.Sample(coarse).real - means).abs().max().ToDouble(), Is.LessThan(1e-9));
    }
}

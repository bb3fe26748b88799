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

    // Samples of a sixth of the finest bar: none is cut by an edge worth more than that.
    private static readonly SamplingGrid Fine = new(800, 800, 10e-9);

    [Test]
    public void The_contrast_of_the_target_itself_is_that_of_a_bar_over_the_background()
    {
        using var scope = torch.NewDisposeScope();
        using var target = new FluorescentTarget(new FluorescentTargetOptions { Extent = 8e-6, Background = 0.25 }, Context);

        var judged = target.Judge(target.Sample(Fine), Fine);

        Assert.That(judged.Keys, Is.EqualTo(new[] { "barContrast60nm", "barContrast75nm", "barContrast90nm", "barContrast120nm" }));
        Assert.That(judged.Values, Is.All.EqualTo(1 / 1.5).Within(0.06));
    }

    [Test]
    public void A_coarse_grid_has_the_same_target()
    {
        using var scope = torch.NewDisposeScope();
        using var target = new FluorescentTarget(new FluorescentTargetOptions { Extent = 8e-6 }, Context);
        var coarse = new SamplingGrid(200, 200, 40e-9);

        // Of the fine grid, samples 2 to 5 of a coarse one: the axis enters its first, a coarse sample's centre lies on the axis.
        var means = Binning.Mean(target.Sample(Fine).real.roll([2, 2], [0, 1]), 4);

        var difference = (target.Sample(coarse).real - means).narrow(0, 1, coarse.Rows - 1).narrow(1, 1, coarse.Columns - 1);
        Assert.That(difference.abs().mean().ToDouble(), Is.LessThan(0.01));
    }
}

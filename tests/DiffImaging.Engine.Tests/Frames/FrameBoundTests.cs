using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Frames;

/// <summary>How many frames are computed at once.</summary>
public sealed class FrameBoundTests
{
    // 8 MiB for each frame in single precision.
    private const int Side = 1024;

    [TestCase(256, ExpectedResult = 0)]
    [TestCase(257, ExpectedResult = 256)]
    [TestCase(100_000, ExpectedResult = 256)]
    public int Frames_are_computed_in_runs_where_their_fields_take_more_than_two_gibibytes(int frames) =>
        FrameBound.Of(Plan(Side), Precision.Single, frames, asked: 0);

    [Test]
    public void Double_precision_halves_the_run() => Assert.That(FrameBound.Of(Plan(Side), Precision.Double, 1000, asked: 0), Is.EqualTo(128));

    [Test]
    public void A_frame_that_is_too_large_is_computed_alone() => Assert.That(FrameBound.Of(Plan(32 * Side), Precision.Single, 3, asked: 0), Is.EqualTo(1));

    [Test]
    public void What_the_experiment_asks_for_is_kept([Values(7, 500)] int asked) =>
        Assert.That(FrameBound.Of(Plan(Side), Precision.Single, 1000, asked), Is.EqualTo(asked));

    private static PipelinePlan Plan(int side)
    {
        var source = FakePlan.Source(side, side, 1);
        return FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [], (_, values, _) => values["x"]);
    }
}

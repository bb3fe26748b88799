using DiffImaging.Engine.Frames;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Frames;

[TestFixture]
public sealed class FrameSetTests
{
    [Test]
    public void Indices_in_any_order_become_ascending_runs()
    {
        var frames = FrameSet.Of([7, 2, 3, 3, 4, 9, 8]);

        Assert.That(frames.Ranges, Is.EqualTo(new[] { new FrameRange(2, 3), new FrameRange(7, 3) }));
        Assert.That(frames.Count, Is.EqualTo(6));
        Assert.That(frames.Indices(), Is.EqualTo(new[] { 2, 3, 4, 7, 8, 9 }));
    }

    [Test]
    public void Runs_are_cut_to_a_length()
    {
        var frames = FrameSet.All(7).InRunsOf(3);

        Assert.That(frames.Ranges, Is.EqualTo(new[] { new FrameRange(0, 3), new FrameRange(3, 3), new FrameRange(6, 1) }));
        Assert.That(FrameSet.All(7).InRunsOf(0).Ranges, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_slice_counts_places_and_not_indices() =>
        Assert.That(FrameSet.Of([1, 2, 10, 11]).Slice(1, 2).Indices(), Is.EqualTo(new[] { 2, 10 }));

    [Test]
    public void An_empty_set_and_a_negative_index_are_refused()
    {
        Assert.Throws<ArgumentException>(() => FrameSet.Of([]));
        Assert.Throws<ArgumentException>(() => FrameSet.Of([3, -1]));
    }
}

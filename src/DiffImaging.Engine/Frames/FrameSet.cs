using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Frames;

/// <summary>Some frames of a measurement, as runs of consecutive ones in ascending order.</summary>
/// <remarks>Stages compute runs; a set with gaps costs one evaluation for each run.</remarks>
public sealed class FrameSet
{
    private FrameSet(IReadOnlyList<FrameRange> ranges) => Ranges = ranges;

    /// <summary>The runs, ascending and apart from each other.</summary>
    public IReadOnlyList<FrameRange> Ranges { get; }

    /// <summary>Number of frames.</summary>
    public int Count => Ranges.Sum(range => range.Count);

    /// <summary>Every frame of a measurement.</summary>
    public static FrameSet All(int frames) => new([FrameRange.All(frames)]);

    /// <summary>A run of frames.</summary>
    public static FrameSet Of(FrameRange range) => new([range]);

    /// <summary>The frames of some indices, in any order, each counted once.</summary>
    /// <exception cref="ArgumentException">There is no index, or a negative one.</exception>
    public static FrameSet Of(IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        int[] sorted = [.. indices.Distinct().Order()];
        if (sorted.Length == 0 || sorted[0] < 0)
        {
            throw new ArgumentException("Expected at least one frame, and no negative index.", nameof(indices));
        }

        var ranges = new List<FrameRange>();
        foreach (var index in sorted)
        {
            if (ranges.Count > 0 && ranges[^1].End == index)
            {
                ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
            }
            else
            {
                ranges.Add(new FrameRange(index, 1));
            }
        }

        return new FrameSet(ranges);
    }

    /// <summary>The same frames in runs that are at most so long.</summary>
    /// <param name="most">Largest number of frames in a run; 0 for no limit.</param>
    public FrameSet InRunsOf(int most) => most <= 0 ? this : new FrameSet([.. Ranges.SelectMany(range => Cut(range, most))]);

    /// <summary>The indices, ascending.</summary>
    public IEnumerable<int> Indices() => Ranges.SelectMany(range => Enumerable.Range(range.Start, range.Count));

    /// <summary>The frames at some places of the ascending order.</summary>
    /// <param name="start">First place.</param>
    /// <param name="count">Number of places.</param>
    public FrameSet Slice(int start, int count) => Of(Indices().Skip(start).Take(count));

    private static IEnumerable<FrameRange> Cut(FrameRange range, int most)
    {
        for (var start = range.Start; start < range.End; start += most)
        {
            yield return new FrameRange(start, Math.Min(most, range.End - start));
        }
    }
}

namespace DiffImaging.Sdk.Stages;

/// <summary>A run of consecutive frames.</summary>
/// <param name="Start">Index of the first frame.</param>
/// <param name="Count">Number of frames.</param>
public readonly record struct FrameRange(int Start, int Count)
{
    /// <summary>Index after the last frame.</summary>
    public int End => Start + Count;

    /// <summary>All frames of a measurement.</summary>
    public static FrameRange All(int frames) => new(0, frames);
}

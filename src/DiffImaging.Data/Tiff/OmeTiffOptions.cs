namespace DiffImaging.Data;

/// <summary>Scale and names that a written TIFF file carries.</summary>
public sealed record OmeTiffOptions
{
    /// <summary>Distance of neighbouring columns (along x), in metres; null when unknown.</summary>
    public double? ColumnPitch { get; init; }

    /// <summary>Distance of neighbouring rows (along y), in metres; null when unknown.</summary>
    public double? RowPitch { get; init; }

    /// <summary>Distance of neighbouring frames, in metres; only for <see cref="FrameAxis.Depth"/>.</summary>
    public double? FrameSpacing { get; init; }

    /// <summary>What the frames follow each other in.</summary>
    public FrameAxis FrameAxis { get; init; }

    /// <summary>Name of the image; the stack's own name when null.</summary>
    public string? Name { get; init; }

    /// <summary>Name of each frame, for <see cref="FrameAxis.Channel"/>; empty for none.</summary>
    public IReadOnlyList<string> ChannelNames { get; init; } = [];
}

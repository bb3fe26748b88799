using System.ComponentModel;

namespace DiffImaging.Host.Batches;

/// <summary>What of the data each child takes its part of; several are combined, each with each.</summary>
internal sealed record ForeachOptions
{
    [Description("Files, each a measurement of its own: paths, folders, or patterns such as scan/*.tif.")]
    public IReadOnlyList<string> Files { get; init; } = [];

    [Description("Groups of frames of the measurement.")]
    public FrameGroupOptions? Frames { get; init; }

    [Description("Tiles of the field of view, or of data:region; their objects are laid side by side at the end.")]
    public TileOptions? Tiles { get; init; }
}

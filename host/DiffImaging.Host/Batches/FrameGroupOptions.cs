using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Host.Batches;

/// <summary>Frames of a sequence, in groups that follow each other.</summary>
internal sealed record FrameGroupOptions
{
    [Description("Frames of a group."), Range(1, int.MaxValue)]
    public required int Count { get; init; }

    [Description("Frames from the beginning of a group to that of the next; left out: their count."), Range(1, int.MaxValue)]
    public int? Step { get; init; }
}

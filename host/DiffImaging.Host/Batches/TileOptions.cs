using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Host.Batches;

/// <summary>Tiles of the field of view, all of one size.</summary>
internal sealed record TileOptions
{
    [Description("Rows of a tile, in pixels of the measurement."), Range(1, int.MaxValue)]
    public required int Rows { get; init; }

    [Description("Columns of a tile."), Range(1, int.MaxValue)]
    public required int Columns { get; init; }

    [Description("Pixels that neighbouring tiles share at least; there they are laid over each other."), Range(0, int.MaxValue)]
    public int Overlap { get; init; }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Options of the specimen <c>cells</c>.</summary>
public sealed record CellsOptions
{
    /// <summary>Side of the square that holds the cells, in metres.</summary>
    [Description("Side of the square that holds the cells."), Unit("m"), Range(1e-6, 1.0)]
    public required double Extent { get; init; }

    /// <summary>Number of cells; fewer where they find no room.</summary>
    [Description("Number of cells; fewer where they find no room."), Range(1, 100000)]
    public int Count { get; init; } = 100;

    /// <summary>Smallest and largest radius, in metres.</summary>
    [Description("Smallest and largest radius."), Unit("m")]
    public IReadOnlyList<double> Radius { get; init; } = [5e-6, 12e-6];
}

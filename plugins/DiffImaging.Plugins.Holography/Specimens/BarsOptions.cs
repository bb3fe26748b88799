using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Options of the specimen <c>bars</c>.</summary>
public sealed record BarsOptions
{
    /// <summary>Side of the square that holds the bars, in metres.</summary>
    [Description("Side of the square that holds the bars."), Unit("m"), Range(1e-6, 1.0)]
    public required double Extent { get; init; }

    /// <summary>Width of a bar of each group, in metres.</summary>
    [Description("Width of a bar of each group of three."), Unit("m")]
    public IReadOnlyList<double> HalfPitches { get; init; } = [20e-6, 11e-6, 11e-6, 8e-6, 8e-6, 8e-6, 5.6e-6, 5.6e-6, 5.6e-6, 5.6e-6, 4e-6, 4e-6, 4e-6, 4e-6];
}

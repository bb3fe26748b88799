using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Options of <c>support</c>.</summary>
public sealed record SupportOptions
{
    /// <summary>The outline.</summary>
    [Description("The outline: rectangle or disc.")]
    public SupportShape Shape { get; init; } = SupportShape.Rectangle;

    /// <summary>Centre from the optical axis, in metres: along the rows' index (down), along the columns' index (right).</summary>
    [Unit("m"), Range(-1.0, 1.0)]
    [Description("Centre from the optical axis: down, right.")]
    public IReadOnlyList<double> Centre { get; init; } = [0, 0];

    /// <summary>Height and width of the rectangle, in metres; one number for a square.</summary>
    [Unit("m"), Range(1e-9, 1.0)]
    [Description("Height and width of the rectangle; one length for a square.")]
    public IReadOnlyList<double>? Size { get; init; }

    /// <summary>Radius of the disc, in metres.</summary>
    [Unit("m"), Range(1e-9, 1.0)]
    [Description("Radius of the disc.")]
    public double? Radius { get; init; }

    /// <summary>Value of the variable's numbers outside; null for that of empty space.</summary>
    [Unit("1"), Range(-1e6, 1e6)]
    [Description("Value of the variable's numbers outside; by default that of empty space: 1 for a complex variable, 0 for phases and absorptions.")]
    public double? Outside { get; init; }
}

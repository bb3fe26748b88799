using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>Options of <c>tikhonov</c>.</summary>
public sealed record TikhonovOptions
{
    /// <summary>What is to be small or smooth.</summary>
    [Description("What is to be small or smooth: complex (the whole), or amplitude or phase of a real parametrisation.")]
    public ObjectPart On { get; init; } = ObjectPart.Complex;

    /// <summary>0 for the numbers themselves, 1 for their differences.</summary>
    [Range(0, 1)]
    [Description("0: the numbers are near the reference. 1: neighbours are alike.")]
    public int Order { get; init; }

    /// <summary>Value that costs nothing at order 0, in the unit of the variable's numbers; null for that of empty space.</summary>
    [Unit("1"), Range(-1e6, 1e6)]
    [Description("Value that costs nothing at order 0; by default that of empty space: 1 for a complex variable, 0 for phases and absorptions.")]
    public double? Reference { get; init; }
}

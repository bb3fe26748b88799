using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>Options of <c>total-variation</c>.</summary>
public sealed record TotalVariationOptions
{
    /// <summary>What is to be piecewise constant.</summary>
    [Description("What is to be piecewise constant: complex (the whole), amplitude or phase.")]
    public ObjectPart On { get; init; } = ObjectPart.Complex;

    /// <summary>ε, below which a difference between neighbours costs its square: makes R differentiable. In the unit of the variable.</summary>
    [Unit("1"), Range(1e-9, 1e3)]
    [Description("Differences between neighbours far below this cost their square; makes the term differentiable. The proximal operator does not use it.")]
    public double Smoothing { get; init; } = 1e-3;

    /// <summary>Dual iterations of one proximal operation; each goes on where the last operation ended.</summary>
    /// <remarks>Fewer than ten leave errors that an accelerated solver adds up, above all where the measurement says little.</remarks>
    [Range(1, 10_000)]
    [Description("Dual iterations of one proximal operation. They are warm-started, so that ten do inside an iterative solver; fewer let it drift, twenty are as good as exact.")]
    public int InnerIterations { get; init; } = 10;
}

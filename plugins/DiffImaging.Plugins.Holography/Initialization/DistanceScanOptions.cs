using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Holography.Initialization;

/// <summary>A scan over distances before the joint optimisation.</summary>
public sealed record DistanceScanOptions
{
    /// <summary>Whether to scan; otherwise the nominal distance is where the optimisation starts.</summary>
    [Description("Whether to scan; otherwise the optimisation starts from the nominal distance.")]
    public bool Enabled { get; init; } = true;

    /// <summary>The measure that decides; the others are computed for the report.</summary>
    [Description("gradient-contrast, amplitude-contrast or focused-peak; the one that decides.")]
    public SharpnessMeasure? Measure { get; init; }

    /// <summary>First distance over the nominal one.</summary>
    [Description("First distance, relative to the nominal one."), Unit("1"), Range(0.01, 100)]
    public double From { get; init; } = 0.7;

    /// <summary>Last distance over the nominal one.</summary>
    [Description("Last distance, relative to the nominal one."), Unit("1"), Range(0.01, 100)]
    public double To { get; init; } = 1.4;

    /// <summary>Step, in metres; null for the modality's own, in depths of focus.</summary>
    [Description("Step; left out: a few depths of focus."), Unit("m"), Range(1e-9, 1)]
    public double? Step { get; init; }

    /// <summary>Blur of <see cref="SharpnessMeasure.FocusedPeak"/>, in pixels.</summary>
    [Description("Standard deviation of the blur of focused-peak."), Unit("px"), Range(0, 1000)]
    public double Blur { get; init; } = 3;

    // Never beyond the bounds that the estimate must keep.
    internal ParameterBounds RangeOf(ParameterOptions distance)
    {
        var (from, to) = (From * distance.Nominal[0], To * distance.Nominal[0]);
        return distance.Bounds is [var lower, var upper]
            ? new ParameterBounds(Math.Max(lower, Math.Min(from, upper)), Math.Min(upper, Math.Max(to, lower)))
            : new ParameterBounds(from, to);
    }
}

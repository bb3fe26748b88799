using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>A scan of each height before the joint optimisation.</summary>
public sealed record HeightScanOptions
{
    /// <summary>Whether to scan; otherwise the nominal distances are where the optimisation starts.</summary>
    [Description("Whether to scan; otherwise the optimisation starts from the nominal distances.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Distance on both sides of the nominal one, in metres.</summary>
    [Description("How far to look on both sides of the nominal distance."), Unit("m"), Range(1e-9, 1.0)]
    public double Reach { get; init; } = 80e-6;

    /// <summary>Step, in metres; null for half the depth of focus that the pixels leave.</summary>
    [Description("Step; left out: half the depth of focus that the pixels leave."), Unit("m"), Range(1e-9, 1.0)]
    public double? Step { get; init; }
}

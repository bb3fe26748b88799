using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>The registration of back-propagated frames before the joint optimisation.</summary>
public sealed record RegistrationOptions
{
    /// <summary>Whether to register; otherwise the nominal shifts are where the optimisation starts.</summary>
    [Description("Whether to register; otherwise the optimisation starts from the nominal shifts.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Largest correction of a shift along each axis, in pixels.</summary>
    [Description("Largest correction of a nominal shift along each axis."), Unit("px"), Range(0.5, 100)]
    public double Reach { get; init; } = 5;

    /// <summary>Rounds against the mean of the other frames.</summary>
    [Description("Rounds against the mean of the other frames."), Range(1, 20)]
    public int Rounds { get; init; } = 3;
}

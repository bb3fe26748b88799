namespace DiffImaging.Sdk.Parameters;

/// <summary>Names of the gauges that a comparison with a true object removes before it measures an error.</summary>
public static class ObjectGauges
{
    /// <summary>The object may be moved in its plane.</summary>
    public const string Translation = "translation";

    /// <summary>The object may carry a linear phase.</summary>
    public const string PhaseRamp = "phase-ramp";

    /// <summary>The object may be multiplied by a positive number.</summary>
    public const string Amplitude = "amplitude";
}

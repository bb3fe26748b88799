using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>What every recipe of holography from one hologram asks of its options.</summary>
internal static class HologramChecks
{
    /// <summary>Requires one distance and one hologram.</summary>
    public static void Require(ParameterOptions distance, MeasurementDescription measurement, FindingList findings)
    {
        if (distance.Nominal.Count != 1)
        {
            findings.Error("distance", $"found {distance.Nominal.Count} values, expected one.");
        }

        if (measurement.Frames != 1)
        {
            findings.Error("", $"the measurement has {measurement.Frames} frames, expected one hologram.");
        }
    }
}

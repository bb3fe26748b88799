using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Holography.Stages;

/// <summary>Checks of a stage's input that several stages make.</summary>
internal static class StageChecks
{
    public static void RequireField(SignalDescription input, FindingList findings)
    {
        if (input.Domain != SignalDomain.Field)
        {
            findings.Error("", $"found the domain {input.Domain} at its input, expected {SignalDomain.Field}: "
                + (input.Domain == SignalDomain.None ? "put an illumination, such as 'plane-wave', before it." : "a sensor has already made an intensity of it; move this stage before the sensor."));
        }
    }

    public static void RequireNothing(SignalDescription input, FindingList findings)
    {
        if (input.Domain != SignalDomain.None)
        {
            findings.Error("", $"found the domain {input.Domain} at its input; a source of light stands at the start of the pipeline.");
        }
    }

    /// <summary>A scalar parameter has one nominal value, or the stage's own.</summary>
    public static void RequireAtMostOne(ParameterOptions options, string key, FindingList findings)
    {
        if (options.Nominal.Count > 1)
        {
            findings.Error(key, $"found {options.Nominal.Count} values, expected one.");
        }
    }

    /// <summary>A tilted and curved wave must be held up to the grid's edge; what has the larger share is to blame.</summary>
    public static void RequireHeld(double tilt, double bend, SamplingGrid grid, string tiltKey, string what, FindingList findings) =>
        RequireHeld(Math.Abs(tilt) + Math.Abs(bend), grid, Math.Abs(bend) > Math.Abs(tilt) ? "curvature" : tiltKey, what, findings);

    /// <summary>A field's phase must turn by less than half a turn from sample to sample.</summary>
    public static void RequireHeld(double frequency, SamplingGrid grid, string key, string what, FindingList findings)
    {
        if (Math.Abs(frequency) > grid.Nyquist)
        {
            findings.Error(key, FormattableString.Invariant(
                $"{what} has {Math.Abs(frequency) * 1e-3:G4} cycles per mm, but samples of {grid.Pitch * 1e6:G4} µm hold only {grid.Nyquist * 1e-3:G4}: the field cannot be held on its grid. Use a finer grid or less tilt or curvature."));
        }
    }
}

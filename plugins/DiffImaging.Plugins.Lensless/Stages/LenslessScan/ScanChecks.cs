using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Lensless.Stages.LenslessScan;

/// <summary>What can be wrong about a scan before anything is computed.</summary>
internal static class ScanChecks
{
    private const double SmallestAperture = 1e-3;

    public static void Run(LenslessScanOptions options, SignalDescription input, FindingList findings)
    {
        if (input.Domain != SignalDomain.Field)
        {
            findings.Error("", $"found the domain {input.Domain} at its input, expected {SignalDomain.Field}: "
                + (input.Domain == SignalDomain.None ? "put an illumination, such as 'plane-wave', before it." : "a sensor has already made an intensity of it; move this stage before the sensor."));
        }

        if (input.Grid.Rows <= 2 * options.Margin || input.Grid.Columns <= 2 * options.Margin)
        {
            findings.Error("margin", $"found {options.Margin} samples on each side, which leaves nothing of {input.Grid}.");
        }

        if (!options.Shift.Fits(2, input.Frames, Sdk.Options.ParameterExtent.Frame) || options.Shift.Nominal.Count == 1)
        {
            findings.Error("shift", $"found {options.Shift.Nominal.Count} values, expected two, or x and y for each of the {input.Frames} frames: {2 * input.Frames}.");
        }

        if (!findings.HasErrors)
        {
            CheckSampling(options, input, findings);
        }
    }

    /// <summary>The height of each frame.</summary>
    public static IReadOnlyList<int> Heights(LenslessScanOptions options, int frames, FindingList findings)
    {
        var count = options.Distance.Nominal.Count;
        if (count == 0)
        {
            findings.Error("distance", "found 0 values, expected one, or one for each height.");
            return [];
        }

        if (options.Heights.Count == 0)
        {
            if (frames % count == 0)
            {
                return [.. Enumerable.Range(0, frames).Select(frame => frame / (frames / count))];
            }

            findings.Error("distance", $"found {count} values, expected a divisor of the {frames} frame(s); where heights have different numbers of frames, give 'heights'.");
            return [];
        }

        if (options.Heights.Count != frames)
        {
            findings.Error("heights", $"found {options.Heights.Count} values, expected one for each of the {frames} frame(s).");
        }
        else if (options.Heights.Distinct().Order().SequenceEqual(Enumerable.Range(0, count)))
        {
            return options.Heights;
        }
        else
        {
            findings.Error("heights", $"found the indices {string.Join(", ", options.Heights.Distinct().Order())}, expected each of 0 … {count - 1}: there are {count} distances.");
        }

        return [];
    }

    /// <summary>Half the depth of focus n λ / (2 NA²), of the aperture that the sensor leaves.</summary>
    public static double FocalDepth(SignalDescription light, SamplingGrid sensor, double distance)
    {
        var extent = Math.Min(sensor.Width, sensor.Height) / 2;
        var geometric = light.RefractiveIndex * extent / Math.Sqrt(extent * extent + distance * distance);
        var aperture = Math.Max(SmallestAperture, Math.Min(geometric, sensor.Nyquist * light.Wavelength));
        return light.RefractiveIndex * light.Wavelength / (2 * aperture * aperture);
    }

    // The finest detail leaves at the steepest angle; what it reaches beyond the margin comes back at the other side.
    private static void CheckSampling(LenslessScanOptions options, SignalDescription input, FindingList findings)
    {
        var light = Light.Of(input);
        var largest = options.Distance.Nominal.Max(Math.Abs);
        var represented = Optics.Propagation.AngularSpectrum.BandLimit(Math.Min(input.Grid.Width, input.Grid.Height), light, largest);
        var finest = Math.Min(input.Band ?? input.Grid.Nyquist, light.CutOff);
        if (finest > represented && !options.BandLimit)
        {
            findings.Warning("margin", FormattableString.Invariant(
                $"frequencies above {represented * 1e-3:G4} cycles per mm alias in the transfer function over {largest * 1e3:G4} mm; set bandLimit, or enlarge the margin."));
        }

        var held = options.BandLimit ? Math.Min(finest, represented) : Math.Min(finest, 0.999 * light.CutOff);
        var reach = largest * held / Math.Sqrt(light.CutOff * light.CutOff - held * held);
        var room = 2 * options.Margin * input.Grid.Pitch;
        var moved = options.Shift.Nominal.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (moved > room / 2)
        {
            findings.Warning("shift", FormattableString.Invariant(
                $"found {moved * 1e6:G4} µm, more than the margin of {room / 2 * 1e6:G4} µm: the object's image comes back at the other side. Enlarge the margin."));
        }
        else if (reach > room)
        {
            findings.Warning("margin", FormattableString.Invariant(
                $"{options.Margin} samples on each side: the finest detail, {held * 1e-3:G4} cycles per mm, spreads by {reach * 1e6:G4} µm over {largest * 1e3:G4} mm, and comes back at the other side from places further than {Math.Max(0, room - reach + Math.Min(input.Grid.Width, input.Grid.Height) / 2 - room / 2) * 1e6:G4} µm from the axis. {Math.Ceiling(reach / 2 / input.Grid.Pitch)} samples hold all of it."));
        }
    }
}

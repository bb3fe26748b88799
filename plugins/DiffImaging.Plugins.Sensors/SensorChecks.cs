using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Sensors;

/// <summary>What can be wrong about a sensor before anything is computed.</summary>
internal static class SensorChecks
{
    public static void Run(IntensitySensorOptions options, SignalDescription input, FindingList findings)
    {
        if (input.Domain == SignalDomain.None)
        {
            findings.Error("", "found a signal of the domain 'none', expected 'field', or 'intensity' of incoherent light.");
        }

        CheckSizes(options, input.Grid, findings);
        CheckConverter(options, findings);
        if (options.FillFactor.Nominal.Count > 1)
        {
            findings.Error("fillFactor", $"found {options.FillFactor.Nominal.Count} values, expected one.");
        }

        CheckCount(options.Gain, "gain", input.Frames, findings);
        CheckCount(options.StrayLight, "strayLight", input.Frames, findings);
        CheckCount(options.Offset, "offset", input.Frames, findings);
        CheckSampling(options, input, findings);
    }

    /// <summary>Highest frequency of the intensity, in cycles per metre: twice that of a field; null where none is declared.</summary>
    public static double? IntensityBand(SignalDescription input) => input.Domain == SignalDomain.Field ? 2 * input.Band : input.Band;

    private static void CheckSizes(IntensitySensorOptions options, SamplingGrid light, FindingList findings)
    {
        if (light.Rows % options.Binning != 0 || light.Columns % options.Binning != 0)
        {
            findings.Error("binning", $"found {options.Binning}, expected a common divisor of the grid's {light.Rows} × {light.Columns} samples.");
        }

        CheckSize("rows", options.Rows, light.Rows / options.Binning, findings);
        CheckSize("columns", options.Columns, light.Columns / options.Binning, findings);
    }

    private static void CheckSize(string key, int? wanted, int available, FindingList findings)
    {
        if (wanted > available)
        {
            findings.Error(key, $"found {wanted}, expected at most {available}, what the grid of the light holds after binning.");
        }
    }

    private static void CheckConverter(IntensitySensorOptions options, FindingList findings)
    {
        if (options.Bits is not null && options.FullScale is null && options.Saturation is null)
        {
            findings.Error("fullScale", "missing; 'bits' needs the value of the highest code in 'fullScale' or 'saturation'.");
        }

        if (options.Bits is null && options.FullScale is not null)
        {
            findings.Warning("fullScale", "has no effect without 'bits'; a limit alone is 'saturation'.");
        }

        if (options.PixelIntegration == PixelIntegrationMode.None && (options.FillFactor.Nominal is not ([] or [1.0]) || options.FillFactor.Mode is not null))
        {
            findings.Warning("fillFactor", "has no effect without \"pixelIntegration\": \"sinc\".");
        }
    }

    private static void CheckCount(FrameParameterOptions? parameter, string key, int frames, FindingList findings)
    {
        if (parameter is not null && !parameter.Fits(1, frames))
        {
            findings.Error(key, $"found {parameter.Nominal.Count} values, expected one, or with \"per\": \"frame\" one for each of the {frames} frames.");
        }
    }

    private static void CheckSampling(IntensitySensorOptions options, SignalDescription input, FindingList findings)
    {
        var nyquist = input.Grid.Nyquist;
        if (IntensityBand(input) is not { } band || band <= nyquist * (1 + 1e-9))
        {
            return;
        }

        var consequence = options.PixelIntegration == PixelIntegrationMode.Sinc
            ? "pixel integration then acts on frequencies that are folded back"
            : "the values at the samples are right, but the intensity between them is not held";
        var origin = input.Domain == SignalDomain.Field ? ", twice the band of the field," : "";
        findings.Warning("", FormattableString.Invariant(
            $"the intensity has frequencies up to {band * 1e-3:G4} 1/mm{origin} and the grid holds {nyquist * 1e-3:G4} 1/mm: {consequence}. Expected a pitch of at most {0.5e6 / band:G4} µm."));
    }
}

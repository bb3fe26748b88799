using Acme.StructuredIllumination.Light;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;

namespace Acme.StructuredIllumination.Stages;

/// <summary>What options and grid of a <see cref="StructuredIlluminationStage"/> must fulfil.</summary>
internal static class StructuredIlluminationChecks
{
    // One zero order and two side bands are unknown at every frequency.
    private const int FewestPhases = 3;

    public static void Check(StructuredIlluminationOptions options, SignalDescription input, FindingList findings)
    {
        if (input.Domain != SignalDomain.None)
        {
            findings.Error("", $"found the domain {input.Domain} at its input, expected {SignalDomain.None}: stripes and fluorescence are its own; remove what is before it.");
        }

        if (input.Grid.Rows <= 2 * options.Margin || input.Grid.Columns <= 2 * options.Margin)
        {
            findings.Error("margin", $"found {options.Margin} samples on each side, which leaves nothing of {input.Grid}.");
        }

        var numbers = options.Frequency.Nominal.Count;
        var orientations = numbers / 2;
        if (numbers == 0 || numbers % 2 != 0)
        {
            findings.Error("frequency", $"found {numbers} values, expected x and y for each orientation.");
            return;
        }

        if (input.Frames % orientations != 0)
        {
            findings.Error("frequency", $"found {orientations} orientations for {input.Frames} frames, expected as many frames for each of them.");
        }
        else if (input.Frames / orientations < FewestPhases)
        {
            findings.Warning("frequency", $"found {input.Frames / orientations} frames for each orientation, expected at least {FewestPhases}: fewer do not tell the bands of the spectrum apart.");
        }

        Count("phase", options.Phase.Nominal.Count, input.Frames, "one for each frame");
        Count("modulation", options.Modulation.Nominal.Count, orientations, "one for each orientation, or one for all");
        if (options.NumericalAperture.Nominal is [var aperture])
        {
            CheckGrid(options, input, IncoherentOtf.CutOff(aperture, input.Wavelength), findings);
        }
        else
        {
            findings.Error("numericalAperture", $"found {options.NumericalAperture.Nominal.Count} values, expected one.");
        }

        void Count(string key, int found, int expected, string words)
        {
            if (found > 1 && found != expected)
            {
                findings.Error(key, $"found {found} values, expected {expected}: {words}.");
            }
        }
    }

    // Light of the frequency f is seen at f ± k: what is seen reaches up to |k| beyond the objective's cut-off.
    private static void CheckGrid(StructuredIlluminationOptions options, SignalDescription input, double cutOff, FindingList findings)
    {
        var stripes = options.Frequency.Nominal.Chunk(2).Max(k => Math.Sqrt(k[0] * k[0] + k[1] * k[1]));
        if (cutOff + stripes > input.Grid.Nyquist)
        {
            findings.Error("frequency", FormattableString.Invariant(
                $"stripes of {stripes * 1e-6:0.###} 1/µm and an objective that passes {cutOff * 1e-6:0.###} 1/µm show detail up to {(cutOff + stripes) * 1e-6:0.###} 1/µm, beyond the {input.Grid.Nyquist * 1e-6:0.###} 1/µm of {input.Grid}; give the object finer samples."));
        }
    }
}

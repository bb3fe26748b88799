using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>What can be wrong about a Fourier ptychographic microscope before anything is computed.</summary>
internal static class MicroscopeChecks
{
    /// <summary>Checks the options by themselves.</summary>
    public static void Options(FourierPtychographyOptions options, SignalDescription input, FindingList findings)
    {
        if (input.Domain != SignalDomain.None)
        {
            findings.Error("", $"found the domain {input.Domain} at its input; this stage is the source of light as well and stands at the start of the pipeline.");
        }

        LedLayout.Check(options.Layout, findings.Below("layout"));
        Count(options.NumericalAperture, "numericalAperture", findings, 1);
        Count(options.ArrayHeight, "arrayHeight", findings, 1);
        Count(options.ArrayRotation, "arrayRotation", findings, 0, 1);
        Count(options.ArrayShift, "arrayShift", findings, 0, 2);
        Count(options.ArrayTilt, "arrayTilt", findings, 0, 2);
        Count(options.WavelengthError, "wavelengthError", findings, 0, 1);
        Count(options.Defocus, "defocus", findings, 0, 1);
        Count(options.Zernike, "zernike", findings, 0, 1, options.ZernikeModes.Count);
        Count(options.Brightness, "brightness", findings, 0, 1, input.Frames);
        Count(options.LedShift, "ledShift", findings, 0, 1, 2 * input.Frames);
        Modes(options.ZernikeModes, findings);
        Tiles(options, input.Grid, findings);
        if (options.Background == 0 && options.Parametrization is not (ObjectParametrization.Complex or ObjectParametrization.Real))
        {
            findings.Error("background", "found 0, whose logarithm and phase do not exist; expected a positive number or the complex parametrization.");
        }

        if (options.LedSamples > 1 && options.LedSize == 0)
        {
            findings.Warning("ledSamples", "has no effect without 'ledSize'.");
        }

        if (options.BandwidthSamples > 1 && options.Bandwidth == 0)
        {
            findings.Warning("bandwidthSamples", "has no effect without 'bandwidth'.");
        }

        if (options.Bandwidth >= 0.5 * input.Wavelength)
        {
            findings.Error("bandwidth", FormattableString.Invariant(
                $"found {options.Bandwidth * 1e9:G4} nm, expected less than half the wavelength of {input.Wavelength * 1e9:G4} nm."));
        }
    }

    /// <summary>Checks what the options make of the recorded images.</summary>
    public static void Model(ImagingField field, LedArrayPose pose, SignalDescription input, FindingList findings)
    {
        var model = field.Centre;
        var leds = model.Array.Places.Count;
        if (leds != input.Frames)
        {
            findings.Error("layout", $"found {leds} LEDs for {input.Frames} frames, expected one for each: name the LEDs without a frame in 'without'.");
        }

        if (model.NumericalAperture >= input.RefractiveIndex)
        {
            findings.Error("numericalAperture", FormattableString.Invariant(
                $"found {model.NumericalAperture:G4}, expected less than the refractive index of the sample's medium, {input.RefractiveIndex:G4}."));
        }

        var shorter = Math.Min(model.Image.Rows, model.Image.Columns);
        if (model.NominalRadius + 1 > shorter / 2.0)
        {
            findings.Error("numericalAperture", FormattableString.Invariant(
                $"the pupil has a radius of {model.NominalRadius:G4} bins, but {model.Image} hold only {shorter / 2} on each side of zero: the pixels, referred to the sample, must be smaller than λ/(2 NA)."));
        }

        Band(field, pose, findings);
    }

    // Each window must lie in the band of the object's grid.
    private static void Band(ImagingField field, LedArrayPose pose, FindingList findings)
    {
        var model = field.Centre;
        var (farthest, at) = (0.0, 0);
        foreach (var tile in field.Tiles)
        {
            for (var frame = 0; frame < model.Array.Places.Count; frame++)
            {
                var (x, y) = tile.Model.Array.Direction(frame, pose);
                var reach = Math.Max(Math.Abs(x), Math.Abs(y));
                (farthest, at) = reach > farthest ? (reach, frame) : (farthest, at);
            }
        }

        // In bins of the shorter side; the pupil's soft edge counts with four of its scales, which is 2 % of the amplitude.
        var needed = farthest / (model.Wavelength * model.Bin) + model.NominalRadius + 4 * model.Softness;
        var shorter = Math.Min(model.Image.Rows, model.Image.Columns);
        if (needed > model.Upsampling * shorter / 2.0)
        {
            findings.Error("upsampling", FormattableString.Invariant(
                $"found {model.Upsampling}, expected at least {(int)Math.Ceiling(2 * needed / shorter)}: the LED of frame {at} lights at the NA {farthest:G4}, with the objective's {model.NumericalAperture:G4} that is {needed:F1} bins, and the object's grid holds {model.Upsampling * shorter / 2}."));
        }
    }

    private static void Tiles(FourierPtychographyOptions options, SamplingGrid image, FindingList findings)
    {
        if (options.TileSize is not { } tile)
        {
            return;
        }

        if (image.Rows % tile != 0 || image.Columns % tile != 0)
        {
            var fitting = Enumerable.Range(8, Math.Max(0, Math.Min(image.Rows, image.Columns) - 7)).Where(size => image.Rows % size == 0 && image.Columns % size == 0);
            findings.Error("tileSize", $"found {tile}, expected a divisor of the {image.Rows} rows and of the {image.Columns} columns of the images: {string.Join(", ", fitting.DefaultIfEmpty(0).Select(size => size == 0 ? "there is none of 8 and more, crop the images" : $"{size}"))}.");
        }
        else if (options.Padding == 0 && (tile < image.Rows || tile < image.Columns))
        {
            findings.Warning("tileSize", "has seams without 'padding': the light that the pupil spreads across a tile's border comes back on its other side.");
        }
    }

    private static void Modes(IReadOnlyList<int> modes, FindingList findings)
    {
        if (modes.FirstOrDefault(mode => mode is < 5 or > 105) is var wrong and not 0)
        {
            var reason = wrong == 4 ? "4 is the defocus, which is a parameter of its own"
                : wrong is 2 or 3 ? $"{wrong} is a tilt, which a translation of the object cannot be told from"
                : wrong == 1 ? "1 is the piston, which is not seen" : $"{wrong} is out of range";
            findings.Error("zernikeModes", $"{reason}; expected Noll's indices from 5 to 105.");
        }

        if (modes.Distinct().Count() != modes.Count)
        {
            findings.Error("zernikeModes", "found a mode twice.");
        }
    }

    private static void Count(ParameterOptions options, string key, FindingList findings, params int[] expected)
    {
        if (!expected.Contains(options.Nominal.Count))
        {
            findings.Error(key, $"found {options.Nominal.Count} values, expected {string.Join(" or ", expected.Where(count => count > 0).Distinct())}.");
        }
    }
}

using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Pupils;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using static DiffImaging.Plugins.FourierPtychography.Model.ParameterNames;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>Directions of object and parameters that no image sees, or that are fixed: by leaving a parameter out, or by the solvers.</summary>
internal static class MicroscopeGauges
{
    /// <summary>The gauges among what is estimated.</summary>
    /// <param name="parameters">All parameters of the stage.</param>
    /// <param name="model">The microscope over the field's central patch, whose bins the map has.</param>
    /// <param name="pose">Where the array is meant to be.</param>
    /// <param name="parametrization">How numbers stand for the object.</param>
    public static IReadOnlyList<Gauge> Of(
        IReadOnlyList<UncertaintyParameter> parameters, ImagingModel model, LedArrayPose pose, ObjectParametrization parametrization)
    {
        var free = parameters.Where(parameter => parameter.Mode is ParameterMode.Calibrate or ParameterMode.Design).Select(parameter => parameter.Name).ToHashSet();
        var array = model.Array;
        List<Gauge> all =
        [
            new("global-phase", [Transmittance], "A constant phase of the object is not seen; figures compare objects after removing it."),
            new("pupil-tilt", [Transmittance], "A tilt of the pupil is a translation of the object: the wavefront has no tilt (Noll 2, 3)."),
        ];
        When([ArrayShift], ObjectGauges.PhaseRamp, [Transmittance, ArrayShift],
            "To first order a common shift of the LEDs is a phase ramp of the object; only the pupil's edge tells them apart. Give arrayShift a prior; objects are compared after removing their ramp.");
        When([LedShift, ArrayShift], "mean-led-shift", [LedShift, ArrayShift],
            "The LEDs' own shifts keep their mean: it belongs to arrayShift.", LedShift, () => LedShiftDirections.Translation(array));
        When([LedShift, ArrayRotation], "led-shift-rotation", [LedShift, ArrayRotation],
            "The LEDs' own shifts contain no common rotation: it belongs to arrayRotation.", LedShift, () => LedShiftDirections.Rotation(array));
        When([LedShift, ArrayHeight], "led-shift-scale", [LedShift, ArrayHeight],
            "The LEDs' own shifts contain no common scaling: it belongs to arrayHeight.", LedShift, () => LedShiftDirections.Height(array, pose));
        When([LedShift, ArrayTilt], "led-shift-tilt", [LedShift, ArrayTilt],
            "The LEDs' own shifts contain no common keystone: to first order it belongs to arrayTilt.", LedShift, () => LedShiftDirections.Tilt(array, pose));

        // A phase object has no amplitude to take a common factor up: there the brightness is seen.
        var hasAmplitude = parametrization != ObjectParametrization.PhaseOnly;
        if (hasAmplitude)
        {
            When([Brightness], ObjectGauges.Amplitude, [Transmittance, Brightness],
                "The brightness keeps its mean over the frames that are meant to be in the bright field, nominally 1: a common factor belongs to the object's amplitude.",
                Brightness, () => [BrightField(model, pose)]);
        }

        When([ArrayHeight, NumericalAperture], "height-aperture", [ArrayHeight, NumericalAperture], "One per cent of the NA is nearly one per cent of the height: fix one of them or give it a prior.");
        When([ArrayHeight, WavelengthError], "height-wavelength", [ArrayHeight, WavelengthError], "The wavelength scales the frequencies of light and pupil, as height and NA do: fix one of them or give it a prior.");
        When([NumericalAperture, WavelengthError], "aperture-wavelength", [NumericalAperture, WavelengthError], "The pupil's radius is NA/λ: fix one of them or give it a prior.");
        When([PupilMap], "map-tilt", [Transmittance, PupilMap],
            "The free-form phase contains neither piston nor tilt: they belong to the object.", PupilMap, () => PupilMapDirections.Tilts(model));
        When([PupilMap, Zernike], "map-zernike", [PupilMap, Zernike],
            "The free-form phase is orthogonal, over the nominal pupil, to the modes of the wavefront.", PupilMap, () => PupilMapDirections.Wavefront(model));
        When([PupilMap, Defocus], "map-defocus", [PupilMap, Defocus],
            "The free-form phase is orthogonal, over the nominal pupil, to a defocus.", PupilMap, () => PupilMapDirections.Defocus(model));
        if (hasAmplitude || free.Contains(Brightness))
        {
            When([PupilMap], "map-amplitude", hasAmplitude ? [Transmittance, PupilMap] : [Brightness, PupilMap],
                "The free-form log-amplitude has no mean over the nominal pupil: it belongs to the object's amplitude or the brightness.",
                PupilMap, () => PupilMapDirections.Amplitude(model));
        }

        return all;

        void When(
            IReadOnlyList<string> estimated, string name, IReadOnlyList<string> variables, string convention,
            string? parameter = null, Func<IReadOnlyList<double[]>>? directions = null)
        {
            if (estimated.All(free.Contains))
            {
                all.Add(new Gauge(name, variables, convention) { Fixed = directions is null ? [] : [new FixedDirections(parameter!, directions)] });
            }
        }
    }

    // Beyond it the brightness makes up for what the object's spectrum lacks, and would carry the others along.
    private static double[] BrightField(ImagingModel model, LedArrayPose pose)
    {
        var frames = Enumerable.Range(0, model.Array.Places.Count).Select(frame => model.ApertureOf(frame, pose) < model.NumericalAperture ? 1.0 : 0).ToArray();
        return frames.Any(weight => weight > 0) ? frames : [.. frames.Select(_ => 1.0)];
    }
}

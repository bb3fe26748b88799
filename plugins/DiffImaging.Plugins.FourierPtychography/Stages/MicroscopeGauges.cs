using DiffImaging.Sdk.Parameters;
using static DiffImaging.Plugins.FourierPtychography.Model.ParameterNames;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>Directions of object and parameters that no image sees, or that are fixed by leaving a parameter out.</summary>
internal static class MicroscopeGauges
{
    /// <summary>The gauges among what is estimated.</summary>
    /// <param name="parameters">All parameters of the stage.</param>
    public static IReadOnlyList<Gauge> Of(IReadOnlyList<UncertaintyParameter> parameters)
    {
        var free = parameters.Where(parameter => parameter.Mode is ParameterMode.Calibrate or ParameterMode.Design).Select(parameter => parameter.Name).ToHashSet();
        List<Gauge> all =
        [
            new("global-phase", [Transmittance], "A constant phase of the object is not seen; figures compare objects after removing it."),
            new("pupil-tilt", [Transmittance], "A tilt of the pupil is a translation of the object: the wavefront has no tilt (Noll 2, 3)."),
        ];
        When([ArrayShift], ObjectGauges.PhaseRamp, [Transmittance, ArrayShift],
            "To first order a common shift of the LEDs is a phase ramp of the object; only the pupil's edge tells them apart. Give arrayShift a prior; objects are compared after removing their ramp.");
        When([LedShift, ArrayShift], "mean-led-shift", [LedShift, ArrayShift], "The mean of the LEDs' own shifts is zero: it belongs to arrayShift. Their prior does this.");
        When([LedShift, ArrayRotation], "led-shift-rotation", [LedShift, ArrayRotation], "The LEDs' own shifts contain no common rotation: it belongs to arrayRotation. Their prior does this.");
        When([LedShift, ArrayHeight], "led-shift-scale", [LedShift, ArrayHeight], "The LEDs' own shifts contain no common scaling or shear: it belongs to arrayHeight and arrayTilt. Their prior does this.");
        When([Brightness], ObjectGauges.Amplitude, [Transmittance, Brightness], "The mean of the brightness is 1: a common factor belongs to the object's amplitude. The prior of the brightness does this.");
        When([ArrayHeight, NumericalAperture], "height-aperture", [ArrayHeight, NumericalAperture], "One per cent of the NA is nearly one per cent of the height: fix one of them or give it a prior.");
        When([ArrayHeight, WavelengthError], "height-wavelength", [ArrayHeight, WavelengthError], "The wavelength scales the frequencies of light and pupil, as height and NA do: fix one of them or give it a prior.");
        When([NumericalAperture, WavelengthError], "aperture-wavelength", [NumericalAperture, WavelengthError], "The pupil's radius is NA/λ: fix one of them or give it a prior.");
        When([PupilMap], "map-tilt", [Transmittance, PupilMap], "The free-form phase contains neither piston nor tilt: they belong to the object.");
        When([PupilMap, Zernike], "map-zernike", [PupilMap, Zernike], "The free-form phase is orthogonal to the modes of the wavefront that are estimated; a prior on the map does this.");
        When([PupilMap, Defocus], "map-defocus", [PupilMap, Defocus], "The free-form phase contains no defocus; a prior on the map does this.");
        return all;

        void When(IReadOnlyList<string> estimated, string name, IReadOnlyList<string> variables, string convention)
        {
            if (estimated.All(free.Contains))
            {
                all.Add(new Gauge(name, variables, convention));
            }
        }
    }
}

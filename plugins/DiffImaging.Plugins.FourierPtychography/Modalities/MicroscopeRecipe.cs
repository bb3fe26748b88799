using System.Text.Json.Nodes;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.FourierPtychography.Modalities;

/// <summary>The default pipeline, fidelity, regularizer and schedule of Fourier ptychography.</summary>
/// <remarks>The schedule follows the light outwards: bright field, then frames of the dark field as far as they tell of geometry and pupil,
/// each time first the object alone and then everything together; where these have moved the array, the frames of the middle dark field are sorted by it once more;
/// at last object and brightness from all usable frames.
/// Frames whose LED lies at the pupil's edge take no part: a wrong edge looks like a wrong LED.</remarks>
internal static class MicroscopeRecipe
{
    // Parameters that the recipe estimates where the experiment does not say otherwise.
    private static readonly string[] Calibrated = ["arrayShift", "arrayRotation", "arrayHeight", "brightness", "defocus", "zernike"];

    /// <summary>Writes the recipe.</summary>
    /// <param name="options">The options.</param>
    /// <param name="raw">The options as they were given; those of the stage are handed on as they are, units included.</param>
    /// <param name="measurement">Sizes of the measurement.</param>
    public static JsonObject Write(FourierPtychographyModalityOptions options, JsonObject raw, MeasurementDescription measurement) => new()
    {
        ["pipeline"] = new JsonArray(
            Microscope(raw),
            new JsonObject { ["name"] = MicroscopeKeys.Sensor, ["id"] = "intensity-sensor", ["rows"] = measurement.Rows, ["columns"] = measurement.Columns }),
        ["fidelity"] = new JsonObject { ["id"] = "amplitude", ["photons"] = options.Photons, ["readNoise"] = options.ReadNoise },
        ["regularizers"] = new JsonArray(),
        ["constraints"] = new JsonArray(),
        ["schedule"] = new JsonArray(
            Object("object", MicroscopeKeys.BrightField),
            BrightField(),
            Object("inner-object", MicroscopeKeys.InnerDarkField),
            Joint("inner-dark-field", 8, 0, MicroscopeKeys.InnerDarkField),
            Object("middle-object", MicroscopeKeys.MiddleDarkField),
            Joint("middle-dark-field", 10, 0.02, MicroscopeKeys.MiddleDarkField),
            Joint("middle-sorted", 8, 0.02, MicroscopeKeys.MiddleDarkField),
            Finish()),
    };

    private static JsonObject Microscope(JsonObject raw)
    {
        var stage = new JsonObject { ["name"] = MicroscopeKeys.Microscope, ["id"] = "fourier-ptychography" };
        var known = OptionKey.Of(typeof(FourierPtychographyOptions)).Select(key => key.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in raw.Where(pair => known.Contains(pair.Key)))
        {
            stage[name] = value?.DeepClone();
        }

        foreach (var name in Calibrated)
        {
            stage[name] = WithMode(stage[name]);
        }

        return stage;
    }

    private static JsonObject WithMode(JsonNode? value)
    {
        var section = value as JsonObject ?? (value is null ? [] : new JsonObject { ["nominal"] = value.DeepClone() });
        var result = (JsonObject)section.DeepClone();
        if (!result.Any(pair => string.Equals(pair.Key, "mode", StringComparison.OrdinalIgnoreCase)))
        {
            result["mode"] = "calibrate";
        }

        return result;
    }

    // Where the object's spectrum is still empty a Gauss–Newton step sees only the radial direction of the field: a proximal
    // gradient fills it in, as sequential updates would.
    private static JsonObject Object(string name, string frames) => new()
    {
        ["name"] = name,
        ["solver"] = "fista",
        ["iterations"] = 15,
        ["variables"] = new JsonArray(MicroscopeKeys.Transmittance),
        ["frames"] = new JsonArray(frames),
    };

    // The parameters are far off and the frames few: many cheap steps find them sooner than few thorough ones. With the dark field they may leave for another solution.
    private static JsonObject BrightField() => new()
    {
        ["name"] = "bright-field",
        ["solver"] = "lbfgs",
        ["iterations"] = 30,
        ["frames"] = new JsonArray(MicroscopeKeys.BrightField),
        ["noiseScale"] = "estimated",
        ["maximumStep"] = 15,
        ["tolerance"] = 0.03,
        ["relativeChange"] = 1e-4,
    };

    private static JsonObject Joint(string name, int iterations, double tolerance, string frames) => new()
    {
        ["name"] = name,
        ["solver"] = "gauss-newton",
        ["iterations"] = iterations,
        ["linearIterations"] = 20,
        ["frames"] = new JsonArray(frames),
        ["noiseScale"] = "estimated",
        ["maximumStep"] = 15,
        ["tolerance"] = tolerance,
        ["relativeChange"] = 5e-4,
    };

    private static JsonObject Finish() => new()
    {
        ["name"] = "finish",
        ["solver"] = "alternating",
        ["parameterSolver"] = "gauss-newton",
        ["iterations"] = 3,
        ["innerIterations"] = 12,
        ["tolerance"] = 0,
        ["maximumStep"] = 20,
        ["variables"] = new JsonArray(MicroscopeKeys.Transmittance, MicroscopeKeys.Brightness),
        ["frames"] = new JsonArray(MicroscopeKeys.Usable),
    };
}

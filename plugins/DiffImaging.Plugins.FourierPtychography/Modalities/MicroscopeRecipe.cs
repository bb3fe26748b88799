using System.Text.Json.Nodes;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.FourierPtychography.Modalities;

/// <summary>The default pipeline, fidelity, regularizer and schedule of Fourier ptychography.</summary>
/// <remarks>The schedule follows the light outwards: object alone in the bright field, then everything in the bright field, then with
/// frames of the dark field as far as they tell of geometry and pupil, at last the object and the brightness alone from all usable frames.
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
            Phase("object", 3, [MicroscopeKeys.Transmittance], MicroscopeKeys.BrightField),
            Phase("bright-field", 8, [], MicroscopeKeys.BrightField),
            Phase("inner-dark-field", 4, [], MicroscopeKeys.InnerDarkField),
            Phase("middle-dark-field", 4, [], MicroscopeKeys.MiddleDarkField),
            Phase("finish", 4, [MicroscopeKeys.Transmittance, MicroscopeKeys.Brightness], MicroscopeKeys.Usable)),
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

    private static JsonObject Phase(string name, int iterations, string[] variables, string frames) => new()
    {
        ["name"] = name,
        ["solver"] = "gauss-newton",
        ["iterations"] = iterations,
        ["variables"] = new JsonArray([.. variables.Select(variable => JsonValue.Create(variable))]),
        ["frames"] = new JsonArray(frames),
        ["noiseScale"] = "estimated",
        ["maximumStep"] = 15,
        ["tolerance"] = 0.01,
        ["relativeChange"] = 1e-4,
    };
}

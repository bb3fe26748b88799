using System.Text.Json.Nodes;

namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>The default schedule of the holographic recipes: the object at the scanned distance, then object and distance by
/// turns with the secant on the profiled cost, then the object alone.</summary>
internal static class ScheduleRecipe
{
    public static JsonArray Write(int focus, int turns, int inner, double firstStep, double maximumStep, double tolerance, int finish) =>
    [
        new JsonObject
        {
            ["name"] = "focus",
            ["solver"] = "fista",
            ["iterations"] = focus,
        },
        new JsonObject
        {
            ["name"] = "joint",
            ["solver"] = "alternating",
            ["parameterSolver"] = "secant",
            ["variables"] = new JsonArray(HolographyKeys.Transmittance, HolographyKeys.Distance),
            ["iterations"] = turns,
            ["innerIterations"] = inner,
            ["firstStep"] = firstStep,
            ["maximumStep"] = maximumStep,
            ["tolerance"] = tolerance,
        },
        new JsonObject
        {
            ["name"] = "finish",
            ["solver"] = "fista",
            ["iterations"] = finish,
        },
    ];

    /// <summary>The schedule where the distance is not estimated: the object alone.</summary>
    public static JsonArray WriteObjectOnly(int iterations) =>
    [
        new JsonObject { ["name"] = "object", ["solver"] = "fista", ["iterations"] = iterations },
    ];
}

using System.Text.Json.Nodes;

namespace DiffImaging.Host.Tests.Support;

/// <summary>An in-line hologram of few pixels, simulated and inverted within seconds.</summary>
internal static class TinyExperiment
{
    public const int Rows = 64;
    public const int Columns = 72;

    /// <summary>The definition that is simulated.</summary>
    public static JsonObject Simulation() => new()
    {
        ["data"] = new JsonObject
        {
            ["rows"] = Rows,
            ["columns"] = Columns,
            ["specimen"] = new JsonObject { ["id"] = "cells", ["extent"] = "80 um", ["count"] = 6 },
            ["noise"] = new JsonObject { ["id"] = "poisson-gaussian", ["photons"] = 1000, ["readNoise"] = 2 },
        },
        ["modality"] = Modality("0.3 mm"),
    };

    /// <summary>The definition that is run on a measurement.</summary>
    public static JsonObject Definition(string measurement) => new()
    {
        ["data"] = new JsonObject { ["measurement"] = measurement },
        ["modality"] = Modality("0.33 mm"),
        ["run"] = new JsonObject { ["threads"] = 1 },
    };

    /// <summary>A schedule of a few iterations in two phases.</summary>
    public static JsonObject Schedule(int iterations) => new()
    {
        ["schedule"] = new JsonArray(
            new JsonObject { ["name"] = "focus", ["solver"] = "fista", ["iterations"] = iterations },
            new JsonObject { ["name"] = "both", ["solver"] = "adam", ["iterations"] = iterations }),
    };

    private static JsonObject Modality(string distance) => new()
    {
        ["id"] = "inline-holography",
        ["wavelength"] = "532 nm",
        ["pixelPitch"] = "1.85 um",
        ["distance"] = distance,
        ["margin"] = 8,
    };
}

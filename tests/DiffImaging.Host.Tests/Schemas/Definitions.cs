using System.Text.Json.Nodes;

namespace DiffImaging.Host.Tests.Schemas;

/// <summary>Valid definitions that are spoilt or varied at one place.</summary>
internal static class Definitions
{
    /// <summary>An experiment with every section written out.</summary>
    public static JsonObject Measured() => Parse("""
        {
          "$schema": "experiment.schema.json",
          "data": { "measurement": "measurement.npy", "rotation": "0 deg", "region": { "rows": 48, "columns": 48 }, "normalization": "mean" },
          "modality": {
            "id": "inline-holography", "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": { "nominal": "1 mm", "mode": "calibrate", "prior": "0.1 mm", "bounds": ["0.5 mm", "2 mm"] },
            "photons": 1000, "readNoise": 2, "margin": 8
          },
          "pipeline": { "illumination": { "amplitude": { "mode": "calibrate", "prior": 0.02 } }, "sensor": { "strayLight": 0.01 } },
          "fidelity": { "id": "gaussian", "standardDeviation": 0.1 },
          "regularizers": [{ "id": "total-variation", "weight": { "start": 10, "end": 1 } }, { "name": "small", "id": "tikhonov", "weight": 1, "target": "object.transmittance" }],
          "constraints": [{ "id": "amplitude-bound", "maximum": 1 }],
          "schedule": [
            { "name": "focus", "solver": "fista", "iterations": 5 },
            { "name": "joint", "solver": "alternating", "variables": ["object.transmittance", "propagation.distance"], "parameterSolver": "secant", "tolerance": 0.01, "without": "small" }
          ],
          "starts": { "count": 2, "parameters": "propagation.distance", "until": "focus" },
          "weights": { "by": "discrepancy", "regularizers": ["small"], "trials": 3 },
          "uncertainty": { "mostNumbers": 2, "secondDerivatives": "exact" },
          "output": { "title": "All sections", "report": false, "bandAbove": "10 1/mm" },
          "run": { "seed": 3, "device": "cpu", "precision": "double", "threads": 1 }
        }
        """);

    /// <summary>A definition for <c>simulate</c>.</summary>
    public static JsonObject Simulated() => Parse("""
        {
          "data": {
            "rows": 64, "columns": 64,
            "specimen": { "id": "cells", "extent": "0.1 mm", "count": 6, "radius": ["5 µm", "12 µm"] },
            "noise": { "id": "poisson-gaussian", "photons": 1000, "readNoise": 2 }
          },
          "modality": { "id": "inline-holography", "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": "1 mm", "margin": 8 },
          "pipeline": [
            { "name": "illumination", "id": "plane-wave" },
            { "name": "object", "id": "thin-object" },
            { "name": "propagation", "id": "angular-spectrum", "distance": "1 mm" },
            { "name": "sensor", "id": "intensity-sensor", "rows": 64, "columns": 64 }
          ]
        }
        """);

    /// <summary>A definition with another value at one place.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="path">Keys and indices with ':' between them.</param>
    /// <param name="value">The value as JSON; "gone" takes the key away.</param>
    public static JsonObject With(this JsonObject definition, string path, string value)
    {
        var keys = path.Split(':');
        JsonNode place = definition;
        foreach (var key in keys[..^1])
        {
            place = (place is JsonArray list ? list[int.Parse(key, null)] : place[key]) ?? throw new ArgumentException($"nothing is at '{key}' of {path}");
        }

        switch (place)
        {
            case JsonArray list:
                list[int.Parse(keys[^1], null)] = JsonNode.Parse(value);
                break;
            case JsonObject map when value == "gone":
                Assert.That(map.Remove(keys[^1]), Is.True, path);
                break;
            default:
                place[keys[^1]] = JsonNode.Parse(value);
                break;
        }

        return definition;
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}

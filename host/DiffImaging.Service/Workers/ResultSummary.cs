using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiffImaging.Service.Workers;

/// <summary>What of a result is worth showing in a list of jobs.</summary>
internal static class ResultSummary
{
    private static readonly string[] Kept = ["status", "iterations", "elapsedSeconds", "parameters", "metrics"];

    /// <summary>Reads it from a folder of a result; null where there is none.</summary>
    public static string? Read(string folder)
    {
        var path = Path.Combine(folder, "result.json");
        if (!File.Exists(path) || JsonNode.Parse(File.ReadAllText(path)) is not JsonObject result)
        {
            return null;
        }

        var summary = new JsonObject();
        foreach (var key in Kept.Where(result.ContainsKey))
        {
            summary[key] = result[key]?.DeepClone();
        }

        return summary.ToJsonString(JsonSerializerOptions.Default);
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Service.Files;

namespace DiffImaging.Web.Results;

/// <summary>The result of a job as the page shows it; see docs/result-format.md of the SDK.</summary>
/// <param name="Status">How the run ended.</param>
/// <param name="Message">What people should know about the end; empty for nothing.</param>
/// <param name="Parameters">Every number of every parameter.</param>
/// <param name="Metrics">Figures by name; null for one that is not finite.</param>
/// <param name="Artifacts">File names by what they are.</param>
/// <param name="Warnings">What people should know about the result.</param>
/// <param name="Files">Every file.</param>
public sealed record JobResult(
    string Status, string Message, IReadOnlyList<ResultParameter> Parameters, IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, string> Artifacts,
    IReadOnlyList<string> Warnings, IReadOnlyList<JobFile> Files)
{
    /// <summary>Reads it; null where there is none.</summary>
    public static async Task<JobResult?> ReadAsync(IJobFiles files, string job, CancellationToken cancellation)
    {
        await using var stored = await files.OpenAsync(job, $"{JobKeys.Result}/result.json", cancellation);
        if (stored is null || await JsonNode.ParseAsync(stored, cancellationToken: cancellation) is not JsonObject document)
        {
            return null;
        }

        var found = await files.ListAsync(job, JobKeys.Result, cancellation);
        return new JobResult(
            (string?)document["status"] ?? "", (string?)document["message"] ?? "",
            [.. (document["parameters"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(ResultParameter.Of)],
            (document["metrics"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (double?)pair.Value),
            (document["artifacts"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? ""),
            [.. (document["warnings"] as JsonArray ?? []).Select(warning => (string?)warning ?? "")],
            [.. found.Select(file => file with { Key = file.Key[(JobKeys.Result.Length + 1)..] })]);
    }

    /// <summary>SI units by the keys of the parameters.</summary>
    public IReadOnlyDictionary<string, string> Units() => Parameters.GroupBy(parameter => parameter.Key).ToDictionary(group => group.Key, group => group.First().Unit);
}

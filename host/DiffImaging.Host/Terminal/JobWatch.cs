using System.Text.Json.Nodes;
using DiffImaging.Engine.Runs;
using DiffImaging.Service.Api;
using DiffImaging.Service.Client;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Terminal;

/// <summary>Shows a job's course on the terminal, as that of a run.</summary>
internal static class JobWatch
{
    /// <returns>The exit code: done where it succeeded.</returns>
    public static async Task<int> ShowAsync(JobClient client, string id, CancellationToken cancellation)
    {
        var display = new ProgressDisplay(Console.Out, !Console.IsOutputRedirected);
        JobDocument? last = null;
        await foreach (var job in client.WatchAsync(id, cancellation))
        {
            if (job.State != last?.State || job.Attempt != last.Attempt)
            {
                display.Report(Describe(job));
            }
            else if (job.Children is not null)
            {
                display.Report(Describe(job));
            }
            else if (Progress(job.Progress) is { } progress)
            {
                display.Show(progress);
            }

            last = job;
        }

        display.End();
        return last?.State == JobState.Succeeded ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Describe(JobDocument job)
    {
        var state = job.State.Text();
        var node = job.State == JobState.Running ? $" on {job.Node}{(job.Attempt > 1 ? $", attempt {job.Attempt}" : "")}" : "";
        return $"{state}{node}{Children(job)}{(job.Message.Length > 0 ? $": {job.Message}" : "")}";
    }

    /// <summary>How far the children of a batch are; empty for what is none.</summary>
    public static string Children(JobDocument job)
    {
        if (job.Children is not { } children)
        {
            return "";
        }

        var failed = children.GetValueOrDefault(JobState.Failed);
        return $" {children.Where(pair => pair.Key.IsFinal()).Sum(pair => pair.Value)}/{children.Values.Sum()} children{(failed > 0 ? $", {failed} failed" : "")}";
    }

    private static RunProgress? Progress(JsonNode? told) => told is JsonObject progress
        ? new RunProgress(
            (string?)progress["phase"] ?? "", (int?)progress["iteration"] ?? 0, (int?)progress["budget"] ?? 0, (double?)progress["fidelity"] ?? double.NaN,
            [.. (progress["parameters"] as JsonArray ?? []).Select(parameter => ((string?)parameter!["name"] ?? "", (string?)parameter["unit"] ?? "", (double?)parameter["value"] ?? double.NaN))])
        : null;
}

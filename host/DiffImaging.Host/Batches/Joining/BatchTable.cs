using System.Text.Json.Nodes;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>The table of a batch: a row for each child, with its settings and what came of them. SI numbers.</summary>
internal static class BatchTable
{
    private static readonly string[] ErrorBars = ["repeatability", "posterior", "jackknife"];

    /// <summary>Names of the columns, with units, and the rows.</summary>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows) Of(IReadOnlyList<ChildResult> children)
    {
        var settings = children.SelectMany(child => child.Settings.Select(setting => setting.Key)).Distinct().ToList();
        var estimates = EstimateColumn.Find(children);
        var metrics = children.SelectMany(child => Metrics(child).Select(pair => pair.Key)).Where(name => !IsErrorBar(name)).Distinct().ToList();
        return (
            [
                "child", .. settings, "state", "status", "iterations", "elapsedSeconds (s)",
                .. estimates.SelectMany(column => ErrorBars.Prepend("estimate").Select(key => $"{key}.{column.Name}{(column.Unit == "1" ? "" : $" ({column.Unit})")}")),
                .. metrics, "message",
            ],
            [.. children.Select(child => Row(child, settings, estimates, metrics))]);
    }

    private static IReadOnlyList<object?> Row(ChildResult child, List<string> settings, IReadOnlyList<EstimateColumn> estimates, List<string> metrics)
    {
        var own = child.Settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        return
        [
            child.Name, .. settings.Select(key => own.GetValueOrDefault(key)), child.State, (string?)child.Document["status"],
            (double?)child.Document["iterations"], (double?)child.Document["elapsedSeconds"],
            .. estimates.SelectMany(column => ErrorBars.Prepend("estimate").Select(key => (object?)column.Of(child.Document, key))),
            .. metrics.Select(name => (object?)(double?)Metrics(child)[name]), child.Message,
        ];
    }

    private static JsonObject Metrics(ChildResult child) => child.Document["metrics"] as JsonObject ?? [];

    // They stand beside the estimates.
    private static bool IsErrorBar(string metric) => Array.Exists(ErrorBars, name => metric.StartsWith(name + ".", StringComparison.Ordinal));
}

using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Host.Results;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>Writes what became of a batch into one folder, which appears whole or not at all.</summary>
internal static class BatchFolder
{
    /// <summary>Joins the results of the children.</summary>
    /// <param name="title">What people call the batch.</param>
    /// <param name="options">Its section.</param>
    /// <param name="children">What became of its children.</param>
    /// <param name="path">The folder that appears.</param>
    /// <exception cref="IOException">The folder holds something else, or nothing can be written there.</exception>
    public static BatchOutcome Write(string title, BatchOptions options, IReadOnlyList<ChildResult> children, string path)
    {
        var outcome = new BatchOutcome(title, options.MostFailures, children, options.Foreach?.Tiles is null ? [] : StitchedSet.Of(children));
        using var folder = AtomicFolder.Create(path, ResultFolder.Marker);
        var artifacts = new JsonObject();
        string Artifact(string name, string file)
        {
            artifacts[name] = file;
            return folder.PathOf(file);
        }

        var (columns, rows) = BatchTable.Of(children);
        CsvWriter.Write(Artifact("table", "table.csv"), columns, rows);
        foreach (var (set, number) in outcome.Stitched.Select((set, number) => (set, number + 1)))
        {
            ObjectFiles.Write(set.Image, outcome.Stitched.Count == 1 ? "" : $"{number}-{set.Image.Variable.Name}-", Artifact);
        }

        File.WriteAllText(Artifact("report", "report.html"), BatchReport.Create(outcome).ToHtml());
        File.WriteAllText(folder.PathOf(ResultFolder.Marker), Document(outcome, artifacts).ToJsonString(ResultDocument.Format));
        folder.Commit();
        return outcome;
    }

    private static JsonObject Document(BatchOutcome outcome, JsonObject artifacts) => new()
    {
        ["schemaVersion"] = ResultDocument.SchemaVersion,
        ["kind"] = "batch",
        ["status"] = outcome.Status,
        ["message"] = outcome.Message,
        ["experiment"] = outcome.Title,
        ["metrics"] = new JsonObject(
        [
            new("children", outcome.Children.Count),
            new("failures", outcome.Failures),
            .. outcome.Stitched.Where(set => double.IsFinite(set.Seam)).Select((set, index) => KeyValuePair.Create(outcome.Stitched.Count == 1 ? "seam" : $"seam.{index + 1}", (JsonNode?)set.Seam)),
        ]),
        ["stitched"] = new JsonArray([.. outcome.Stitched.Select(set => new JsonObject
        {
            ["of"] = set.Name,
            ["name"] = set.Image.Variable.Name,
            ["tiles"] = set.Tiles,
            ["rows"] = set.Image.Variable.Grid.Rows,
            ["columns"] = set.Image.Variable.Grid.Columns,
            ["pitch"] = set.Image.Variable.Grid.Pitch,
        })]),
        ["children"] = new JsonArray([.. outcome.Children.Select(child => new JsonObject
        {
            ["name"] = child.Name,
            ["settings"] = new JsonObject(child.Settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
            ["state"] = child.State,
            ["message"] = child.Message,
            ["status"] = child.Document["status"]?.DeepClone(),
            ["parameters"] = new JsonArray([.. EstimateColumn.Parameters(child.Document).Where(EstimateColumn.IsEstimated).Select(parameter => parameter.DeepClone())]),
            ["metrics"] = child.Document["metrics"]?.DeepClone(),
        })]),
        ["artifacts"] = artifacts,
    };
}

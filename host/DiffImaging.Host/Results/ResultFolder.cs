using DiffImaging.Data;
using DiffImaging.Host.Experiments;

namespace DiffImaging.Host.Results;

/// <summary>Writes everything of a run into one folder, which appears whole or not at all.</summary>
internal static class ResultFolder
{
    /// <summary>The file by which a folder is known to be one of ours and may be replaced.</summary>
    public const string Marker = "result.json";

    /// <exception cref="IOException">The folder exists and holds something else, or nothing can be written there.</exception>
    public static void Write(FinishedRun run, string path, string scenario)
    {
        using var folder = AtomicFolder.Create(path, Marker);
        var artifacts = new Dictionary<string, string>();
        string Artifact(string name, string file)
        {
            artifacts[name] = file;
            return folder.PathOf(file);
        }

        var images = run.Experiment.Plan.Pipeline.Variables
            .Where(variable => variable.Object is not null)
            .Select(variable => ObjectImages.From(variable, run.Outcome.Point))
            .ToList();
        if (run.Experiment.Plan.Output.Images)
        {
            foreach (var image in images)
            {
                ObjectFiles.Write(image, ObjectFiles.Prefix(image.Variable, images.Count), Artifact);
            }

            MeasurementImages.Of(run).Write(Artifact);
            DeviationImages.Write(run, Artifact);
            foreach (var image in run.Figures.Images)
            {
                File.WriteAllBytes(Artifact($"figure.{image.Name}", $"figure-{image.Name}.png"), DomainFigureDrawing.Of(image).ToPng());
            }
        }

        WriteHistory(run, Artifact("history", "history.csv"));
        File.WriteAllText(Artifact("experiment", "experiment.json"), run.Experiment.Plan.Resolved.ToJsonString(ResultDocument.Format));
        if (run.Experiment.Plan.Output.Report)
        {
            File.WriteAllText(Artifact("report", "report.html"), RunReport.Create(run, images).ToHtml());
        }

        File.WriteAllText(folder.PathOf(Marker), ResultDocument.Write(run, artifacts, scenario).ToJsonString(ResultDocument.Format));
        folder.Commit();
    }

    private static void WriteHistory(FinishedRun run, string path)
    {
        var history = run.Outcome.History;
        CsvWriter.Write(
            path,
            ["iteration", "phase", "fidelity", "objective", .. history.Names],
            history.Entries.Select(entry => (IReadOnlyList<object?>)
            [
                entry.Iteration, entry.Phase, entry.Fidelity, double.IsNaN(entry.Objective) ? null : entry.Objective,
                .. entry.Parameters.Select(value => (object?)value),
            ]));
    }
}

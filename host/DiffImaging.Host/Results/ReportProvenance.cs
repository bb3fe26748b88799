using System.Text.Json.Nodes;
using DiffImaging.Host.Experiments;
using DiffImaging.Reporting.Reports;

namespace DiffImaging.Host.Results;

/// <summary>The provenance of a result as lines of its report.</summary>
internal static class ReportProvenance
{
    public static IReadOnlyList<ProvenanceEntry> Entries(FinishedRun run)
    {
        var entries = new List<ProvenanceEntry> { new("seed", run.Experiment.Plan.Run.Seed.ToString(null as IFormatProvider)) };
        foreach (var (key, node) in Provenance.Write(run))
        {
            if (node is JsonArray list)
            {
                entries.AddRange(list.OfType<JsonObject>().Select(item => new ProvenanceEntry(
                    $"{key}: {item["id"] ?? item["file"]}", string.Join(", ", item.Where(pair => pair.Key is not ("id" or "file")).Select(pair => $"{pair.Key} {pair.Value}")))));
            }
            else
            {
                entries.Add(new ProvenanceEntry(key, node?.ToString() ?? ""));
            }
        }

        return entries;
    }
}

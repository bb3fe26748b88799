using System.Globalization;
using System.Text.Json.Nodes;

namespace DiffImaging.Service.Workers;

/// <summary>The memory limit as a definition states it, and as a job's process is told.</summary>
internal static class JobMemory
{
    /// <summary>Where it stands in a definition.</summary>
    public const string LimitPath = "run:memoryLimit";

    /// <summary>The setting of a job's process: the smaller of the definition's limit and the node's; none where neither has one.</summary>
    /// <param name="definition">The experiment.</param>
    /// <param name="node">Bytes of the node; 0 for no limit.</param>
    public static IEnumerable<string> Setting(JsonNode? definition, long node)
    {
        var written = (definition?["run"] as JsonObject)?["memoryLimit"]?.ToString();
        var asked = long.TryParse(written, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : long.MaxValue;
        return node > 0 && node < asked ? ["--set", FormattableString.Invariant($"{LimitPath}={node}")] : [];
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Runs;

namespace DiffImaging.Host.Terminal;

/// <summary>Tells a supervising program of a run: a JSON object a line, with the key <c>event</c>: <c>plugins</c>, <c>progress</c>, <c>report</c> or <c>ended</c>.</summary>
/// <param name="writer">Where to.</param>
internal sealed class EventStream(TextWriter writer) : IRunDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long _last;
    private RunProgress? _kept;

    public void Show(RunProgress progress)
    {
        if (_last != 0 && TimeProvider.System.GetElapsedTime(_last) < Pause)
        {
            _kept = progress;
            return;
        }

        (_last, _kept) = (TimeProvider.System.GetTimestamp(), null);
        Write(progress);
    }

    public void Report(string line) => Write(new JsonObject { ["event"] = "report", ["text"] = line });

    public void End()
    {
        if (_kept is { } progress)
        {
            Write(progress);
            _kept = null;
        }
    }

    /// <summary>Says whose components the run uses, and out of which files.</summary>
    public void Uses(IEnumerable<ComponentUse> uses) => Write(new JsonObject
    {
        ["event"] = "plugins",
        ["files"] = new JsonObject(uses.DistinctBy(use => use.Plugin).Select(use => KeyValuePair.Create(use.Plugin, (JsonNode?)use.Fingerprint))),
    });

    /// <summary>Says how the run ended.</summary>
    public void Ended(RunStatus status, string message) => Write(new JsonObject
    {
        ["event"] = "ended",
        ["status"] = status.ToString().ToLowerInvariant(),
        ["message"] = message,
    });

    private void Write(RunProgress progress) => Write(new JsonObject
    {
        ["event"] = "progress",
        ["phase"] = progress.Phase,
        ["iteration"] = progress.Iteration,
        ["budget"] = progress.Budget,
        ["fidelity"] = Number(progress.Fidelity),
        ["parameters"] = new JsonArray([.. progress.Parameters.Select(parameter => new JsonObject
        {
            ["name"] = parameter.Name,
            ["unit"] = parameter.Unit,
            ["value"] = Number(parameter.Value),
        })]),
    });

    // JSON has no NaN.
    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private void Write(JsonObject line)
    {
        writer.WriteLine(line.ToJsonString());
        writer.Flush();
    }
}

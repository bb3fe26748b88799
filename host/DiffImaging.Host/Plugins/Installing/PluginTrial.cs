using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>Loads the plugins of a list in a process of its own, which a plugin may hang or take down, and tells what became of them.</summary>
/// <param name="plugins">The plugins as <c>plugins --json</c> shows them; none where the process did not live to tell.</param>
internal sealed class PluginTrial(IReadOnlyList<JsonObject> plugins)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Why the process did not live to tell; null where it did.</summary>
    public string? Failure { get; private init; }

    /// <summary>The plugin that was being loaded when it ended; null for none.</summary>
    public string? Culprit { get; private init; }

    /// <summary>Loads them.</summary>
    /// <param name="list">The list, as it is or as it would be.</param>
    /// <param name="cancellation">Cancels the trial.</param>
    public static async Task<PluginTrial> RunAsync(string list, CancellationToken cancellation)
    {
        var calls = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.calls");
        try
        {
            var (told, failure) = await LoadAsync(list, calls, cancellation);
            if (told is not null)
            {
                return new PluginTrial(told);
            }

            var culprit = ReadCulprit(calls);
            return new PluginTrial([]) { Failure = culprit is null ? failure : $"{failure} It was loading '{culprit}'.", Culprit = culprit };
        }
        finally
        {
            File.Delete(calls);
        }
    }

    private static async Task<(List<JsonObject>? Told, string Failure)> LoadAsync(string list, string calls, CancellationToken cancellation)
    {
        using var process = new ChildCall("plugins", "--json", "--plugins", list, "--calls", calls);
        var output = new StringBuilder();
        try
        {
            while (await process.ReadLineAsync(Longest, cancellation) is { } line)
            {
                output.AppendLine(line);
            }
        }
        catch (TimeoutException exception)
        {
            return (null, $"loading the plugins in a process of their own: {exception.Message}. A constructor does work, or waits for something.");
        }

        return (process.ExitCode == 0 ? Read(output.ToString()) : null, $"the process that loaded the plugins ended with code {process.ExitCode}: {process.Errors}");
    }

    // See CallRecord.
    private static string? ReadCulprit(string calls)
    {
        try
        {
            return File.ReadLines(calls).FirstOrDefault() is { Length: > 0 } line ? (string?)JsonNode.Parse(line)?["plugin"] : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The state and reason of a plugin.</summary>
    public (string Status, string Reason) StateOf(string id)
    {
        var plugin = plugins.First(plugin => (string?)plugin["id"] == id);
        return ((string)plugin["status"]!, (string)plugin["reason"]!);
    }

    /// <summary>What a plugin offers, in lines.</summary>
    public IEnumerable<string> ComponentsOf(string id) => plugins.First(plugin => (string?)plugin["id"] == id)["components"]!.AsArray()
        .GroupBy(component => (string)component!["kind"]!)
        .Select(kind => $"  {kind.Key + ":",-15} {string.Join(", ", kind.Select(component => (string)component!["id"]!).Order(StringComparer.Ordinal))}");

    /// <summary>The plugins that are active.</summary>
    public IEnumerable<string> Active => plugins.Where(plugin => (string?)plugin["status"] == "active").Select(plugin => (string)plugin["id"]!);

    // A plugin may print while it is loaded: the document begins at the first line that is an opening brace.
    private static List<JsonObject>? Read(string output)
    {
        var start = output.StartsWith('{') ? 0 : output.IndexOf("\n{", StringComparison.Ordinal);
        try
        {
            return start < 0 ? null : [.. JsonNode.Parse(output[start..])!["plugins"]!.AsArray().Select(plugin => plugin!.AsObject())];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins.Installing;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>Loads the plugins of a list in a process of its own, which a plugin may hang or take down, and tells what became of them.</summary>
/// <param name="plugins">The plugins as <c>plugins --json</c> shows them.</param>
internal sealed class PluginTrial(IReadOnlyList<JsonObject> plugins)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Loads them.</summary>
    /// <param name="list">The list, as it is or as it would be.</param>
    /// <param name="cancellation">Cancels the trial.</param>
    /// <exception cref="PluginInstallationException">The process did not live to tell.</exception>
    public static async Task<PluginTrial> RunAsync(string list, CancellationToken cancellation)
    {
        using var process = new ChildCall("plugins", "--json", "--plugins", list);
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
            throw new PluginInstallationException($"loading the plugins in a process of their own: {exception.Message}. Its constructors do work, or wait for something.", exception);
        }

        return process.ExitCode == 0 && Read(output.ToString()) is { } told
            ? new PluginTrial(told)
            : throw new PluginInstallationException($"the process that loaded the plugins ended with code {process.ExitCode}: {process.Errors}");
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

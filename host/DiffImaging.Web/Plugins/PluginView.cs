using System.Text.Json.Nodes;

namespace DiffImaging.Web.Plugins;

/// <summary>A plugin as the page shows it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sdk">The SDK that it was built against.</param>
/// <param name="Status">What became of it, as <c>active</c>.</param>
/// <param name="Reason">Why; empty for nothing.</param>
/// <param name="Components">What it offers.</param>
internal sealed record PluginView(string Id, string Version, string Sdk, string Status, string Reason, IReadOnlyList<ComponentView> Components)
{
    /// <summary>Reads what <c>diffimaging plugins --json</c> says.</summary>
    /// <returns>The version of the SDK, and the plugins.</returns>
    public static (string Sdk, IReadOnlyList<PluginView> Plugins) Read(string answer)
    {
        var document = (JsonObject)JsonNode.Parse(answer)!;
        return (Text(document, "sdk"), [.. (document["plugins"] as JsonArray ?? []).OfType<JsonObject>().Select(plugin => new PluginView(
            Text(plugin, "id"), Text(plugin, "version"), Text(plugin, "sdk"), Text(plugin, "status"), Text(plugin, "reason"),
            [.. (plugin["components"] as JsonArray ?? []).OfType<JsonObject>().Select(one => new ComponentView(Text(one, "kind"), Text(one, "id"), Text(one, "summary")))]))]);
    }

    private static string Text(JsonObject from, string key) => (string?)from[key] ?? "";
}

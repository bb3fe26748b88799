using System.Text.Json.Nodes;

namespace DiffImaging.Service.Plugins;

/// <summary>What an answer of the process that checks definitions says of its plugins.</summary>
/// <param name="Used">Those that the definition uses: their files by their ids.</param>
/// <param name="GivenUp">Those that threw again and again.</param>
/// <param name="Changed">Those that were unloaded because list or files have changed.</param>
/// <param name="Remaining">Those of them that are in memory still, one for each time.</param>
/// <param name="Problem">Why a changed list does not count; empty where it does.</param>
internal sealed record InspectedPlugins(IReadOnlyDictionary<string, string> Used, IReadOnlyList<GivenUpPlugin> GivenUp, IReadOnlyList<string> Changed, IReadOnlyList<string> Remaining, string Problem)
{
    /// <summary>Reads the object <c>plugins</c>, whole or missing.</summary>
    public static InspectedPlugins Read(JsonNode? plugins) => new(
        Files(plugins?["used"]),
        [.. Each(plugins, "malfunctioned").Select(plugin => new GivenUpPlugin((string)plugin!["plugin"]!, (string)plugin["files"]!, (string)plugin["reason"]!))],
        [.. Each(plugins, "changed").Select(id => (string)id!)],
        [.. Each(plugins, "remaining").Select(id => (string)id!)],
        (string?)plugins?["problem"] ?? "");

    /// <summary>Reads files by ids.</summary>
    public static IReadOnlyDictionary<string, string> Files(JsonNode? files) =>
        (files as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<JsonNode?> Each(JsonNode? plugins, string key) => plugins?[key] as JsonArray ?? [];
}

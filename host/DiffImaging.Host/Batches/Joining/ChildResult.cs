using System.Text.Json.Nodes;
using DiffImaging.Host.Results;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>What became of a child of a batch.</summary>
/// <param name="Name">What is its own, for people.</param>
/// <param name="Overlay">What is its own, as a layer over the definition.</param>
/// <param name="State">The state it ended in, as <c>succeeded</c>.</param>
/// <param name="Message">Why it failed, or what else should be known.</param>
/// <param name="Folder">Its result; null where there is none.</param>
internal sealed record ChildResult(string Name, JsonObject Overlay, string State, string Message, string? Folder)
{
    /// <summary>State of a child that has a result to be believed.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>State of one that has none.</summary>
    public const string Failed = "failed";

    private JsonObject? _document;

    /// <summary>Whether it has a result that can be believed.</summary>
    public bool HasSucceeded => State == Succeeded && Folder is not null;

    /// <summary>Its <c>result.json</c>; empty where there is none.</summary>
    public JsonObject Document => _document ??= Folder is not null && File.Exists(Path.Combine(Folder, ResultFolder.Marker))
        ? (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, ResultFolder.Marker)))!
        : [];

    /// <summary>Its own settings, keys with ':' as for <c>--set</c>.</summary>
    public IEnumerable<(string Key, string Value)> Settings => Flatten("", Overlay);

    private static IEnumerable<(string Key, string Value)> Flatten(string path, JsonNode? node) => node is JsonObject section
        ? section.SelectMany(pair => Flatten(path.Length == 0 ? pair.Key : $"{path}:{pair.Key}", pair.Value))
        : [(path, node?.ToString() ?? "")];
}

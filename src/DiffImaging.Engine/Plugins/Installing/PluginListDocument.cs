using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Plugins.Installing;

/// <summary><c>plugins.json</c> as a text that is changed entry by entry: the others stay as they are, in their order. Comments are lost.</summary>
public sealed class PluginListDocument
{
    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Default) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;
    private readonly JsonObject _document;
    private readonly JsonArray _entries;

    private PluginListDocument(string path, JsonObject document)
    {
        (_path, _document) = (path, document);
        _entries = Of(document, nameof(PluginList.Plugins))!.AsArray();
    }

    /// <summary>Reads the list.</summary>
    /// <param name="path">Path of <c>plugins.json</c>.</param>
    /// <exception cref="PluginListException">The file is missing or is not such a list.</exception>
    public static PluginListDocument Read(string path)
    {
        _ = PluginList.Read(path);
        return new PluginListDocument(path, JsonNode.Parse(File.ReadAllText(path), documentOptions: Relaxed)!.AsObject());
    }

    /// <summary>Puts an entry in the place of the one with its id, or at the end.</summary>
    public void Put(PluginEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var node = new JsonObject { ["id"] = entry.Id, ["path"] = entry.Path, ["version"] = entry.Version, ["sdk"] = entry.Sdk, ["enabled"] = entry.Enabled };
        if (entry.Sha256 is { } pins)
        {
            node["sha256"] = new JsonObject(pins.Select(pin => KeyValuePair.Create(pin.Key, (JsonNode?)pin.Value)));
        }

        if (Find(entry.Id) is { } old)
        {
            _entries[_entries.IndexOf(old)] = node;
        }
        else
        {
            _entries.Add(node);
        }
    }

    /// <summary>Switches a plugin on or off.</summary>
    /// <exception cref="PluginInstallationException">No plugin has the id.</exception>
    public void Switch(string id, bool enabled)
    {
        var entry = Require(id);
        var key = entry.Select(pair => pair.Key).FirstOrDefault(key => string.Equals(key, nameof(PluginEntry.Enabled), StringComparison.OrdinalIgnoreCase));
        entry[key ?? "enabled"] = enabled;
    }

    /// <summary>Takes a plugin off the list.</summary>
    /// <exception cref="PluginInstallationException">No plugin has the id.</exception>
    public void Remove(string id) => _entries.Remove(Require(id));

    /// <summary>The text of the file.</summary>
    public string Write() => _document.ToJsonString(Format) + "\n";

    private JsonObject Require(string id) => Find(id)
        ?? throw new PluginInstallationException($"{_path}: no plugin has the id '{id}'; {NearestName.Hint(id, [.. _entries.Select(entry => Id(entry!)).OfType<string>()])}.");

    private JsonObject? Find(string id) => (JsonObject?)_entries.FirstOrDefault(entry => Id(entry!) == id);

    private static string? Id(JsonNode entry) => (string?)Of(entry.AsObject(), nameof(PluginEntry.Id));

    // The list is read without regard to the case of its keys.
    private static JsonNode? Of(JsonObject parent, string key) => parent.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase)).Value;
}

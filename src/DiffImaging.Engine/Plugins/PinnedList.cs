using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins.Loading;

namespace DiffImaging.Engine.Plugins;

/// <summary>The list of plugins with the pins of the files that are there now. Loads no plugin.</summary>
public static class PinnedList
{
    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Makes the list.</summary>
    /// <param name="path">Path of <c>plugins.json</c>.</param>
    /// <exception cref="PluginListException">The list cannot be read, or a plugin that is switched on is missing or has no folder of its own.</exception>
    public static JsonObject Of(string path)
    {
        var root = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var entries = PluginList.Read(path).Plugins;
        var document = JsonNode.Parse(File.ReadAllText(path), documentOptions: Relaxed)!.AsObject();
        var list = document.Single(pair => string.Equals(pair.Key, nameof(PluginList.Plugins), StringComparison.OrdinalIgnoreCase)).Value!.AsArray();
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = list[index]!.AsObject();
            foreach (var old in entry.Select(pair => pair.Key).Where(key => string.Equals(key, nameof(PluginEntry.Sha256), StringComparison.OrdinalIgnoreCase)).ToList())
            {
                entry.Remove(old);
            }

            if (Pins(entries[index], path, root) is { } pins)
            {
                entry["sha256"] = new JsonObject(pins.Select(pin => KeyValuePair.Create(pin.Key, (JsonNode?)pin.Value)));
            }
        }

        return document;
    }

    private static IReadOnlyDictionary<string, string>? Pins(PluginEntry entry, string list, string root)
    {
        var assembly = Path.GetFullPath(Path.Combine(root, entry.Path));
        if (!File.Exists(assembly))
        {
            return entry.Enabled ? throw new PluginListException($"{list}: the assembly of the plugin '{entry.Id}' is missing: {assembly}.") : null;
        }

        // Pins that stand in a file that is pinned would change it.
        var folder = Path.GetDirectoryName(assembly)!;
        return PluginConfinement.IsBelow(Path.Combine(root, Path.GetFileName(list)), folder)
            ? throw new PluginListException($"{list}: the plugin '{entry.Id}' lies in the folder of the list, whose files are not all its own; give it a folder.")
            : PluginPins.Read(assembly);
    }
}

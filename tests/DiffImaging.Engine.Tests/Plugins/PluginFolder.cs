using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>A temporary folder with copies of built test plugins, which a test may spoil, and their list.</summary>
internal sealed class PluginFolder : IDisposable
{
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "test-plugins");

    private readonly JsonArray _entries = [];

    public string Root { get; } = Directory.CreateTempSubdirectory("diffimaging-plugins-").FullName;

    public string ListPath => Path.Combine(Root, "plugins.json");

    /// <summary>Copies a built plugin, under its own name or another, and lists it with that name in lower case as id.</summary>
    /// <returns>Full path of its assembly.</returns>
    public string Add(string plugin, string? name = null, string? sdk = null, bool enabled = true)
    {
        var folder = Path.Combine(Root, name ?? plugin);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Built, plugin)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return List((name ?? plugin).ToLowerInvariant(), $"{name ?? plugin}/TestPlugins.{plugin}.dll", sdk, enabled);
    }

    /// <summary>Lists a plugin that need not exist.</summary>
    public string List(string id, string path, string? sdk = null, bool enabled = true)
    {
        var entry = new JsonObject { ["id"] = id, ["path"] = path, ["enabled"] = enabled };
        if (sdk is not null)
        {
            entry["sdk"] = sdk;
        }

        _entries.Add(entry);
        return Path.Combine(Root, path);
    }

    /// <summary>Pins the files of the plugin that was listed last, as they are now.</summary>
    public void PinLast() => PinLast(new JsonObject(PluginPins.Read(Path.Combine(Root, (string)_entries[^1]!["path"]!)).Select(pin => KeyValuePair.Create(pin.Key, (JsonNode?)pin.Value))));

    /// <summary>Gives the plugin that was listed last pins, good or bad.</summary>
    public void PinLast(JsonNode pins) => _entries[^1]!["sha256"] = pins;

    /// <summary>Writes the list; a confined one refuses plugins elsewhere.</summary>
    public string WriteList(bool confined = false)
    {
        File.WriteAllText(ListPath, new JsonObject { ["plugins"] = _entries.DeepClone(), ["confined"] = confined }.ToJsonString());
        return ListPath;
    }

    public PluginCatalog Load() => PluginCatalog.Load(WriteList());

    /// <summary>Makes an assembly look as if it had been built against another version of the SDK: the version in its own
    /// reference is what the compiler would have written there.</summary>
    public static void BuildAgainstSdk(string assembly, ushort major, ushort minor)
    {
        var bytes = File.ReadAllBytes(assembly);
        using var file = new PEReader(new MemoryStream(bytes));
        var metadata = file.GetMetadataReader();
        var row = metadata.AssemblyReferences.Single(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name) == "DiffImaging.Sdk");
        var offset = file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (MetadataTokens.GetRowNumber(row) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef);
        BitConverter.GetBytes(major).CopyTo(bytes, offset);
        BitConverter.GetBytes(minor).CopyTo(bytes, offset + 2);
        File.WriteAllBytes(assembly, bytes);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

using System.Text.Json.Nodes;

namespace DiffImaging.Sdk.Packages.Tests.Support;

/// <summary>A list of plugins of the author's own: all of ours, and what is added.</summary>
internal sealed class PluginList
{
    public PluginList(string folder)
    {
        Directory.CreateDirectory(folder);
        File = Path.Combine(folder, "plugins.json");
        var list = Read(Path.Combine(Workshop.HostFolder, "plugins.json"));
        foreach (var plugin in list["plugins"]!.AsArray())
        {
            plugin!["path"] = Path.Combine(Workshop.HostFolder, plugin["path"]!.GetValue<string>());
        }

        System.IO.File.WriteAllText(File, list.ToJsonString());
    }

    public string File { get; }

    /// <summary>Adds a plugin by hand, as it lies in a folder.</summary>
    public void Add(string id, string assembly, string version)
    {
        var list = Read(File);
        list["plugins"]!.AsArray().Add(new JsonObject { ["id"] = id, ["path"] = assembly, ["version"] = version, ["sdk"] = "1.0", ["enabled"] = true });
        System.IO.File.WriteAllText(File, list.ToJsonString());
    }

    private static JsonNode Read(string file) => JsonNode.Parse(System.IO.File.ReadAllText(file))!;
}

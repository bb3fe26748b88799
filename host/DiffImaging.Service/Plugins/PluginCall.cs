using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiffImaging.Service.Plugins;

/// <summary>What a process was calling in a plugin when it ended, as it noted itself.</summary>
/// <param name="Plugin">Id of the plugin.</param>
/// <param name="Files">Changes with the plugin's files.</param>
/// <param name="Component">Id of the component; empty where the plugin was being loaded.</param>
/// <param name="Name">The component's name in the definition.</param>
/// <param name="Doing">What it did, as "in Forward of".</param>
internal sealed record PluginCall(string Plugin, string Files, string Component, string Name, string Doing)
{
    /// <summary>Reads the note; null where no plugin was being called, or there is none.</summary>
    public static PluginCall? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadLine() is { Length: > 0 } line && JsonNode.Parse(line) is JsonObject call
                ? new PluginCall(Text(call, "plugin"), Text(call, "files"), Text(call, "component"), Text(call, "name"), Text(call, "doing"))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>For people: "in Forward of 'lens' (component 'thin-lens' of the plugin 'acme')".</summary>
    public override string ToString() => Component.Length == 0 ? $"{Doing}, in the plugin '{Plugin}'" : $"{Doing} '{Name}' (component '{Component}' of the plugin '{Plugin}')";

    private static string Text(JsonObject call, string key) => (string?)call[key] ?? "";
}

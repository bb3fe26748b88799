using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Diagnosis;

/// <summary>The state of every plugin.</summary>
internal static class PluginChecks
{
    public static IEnumerable<Check> Look(string path)
    {
        try
        {
            return [.. PluginCatalog.Load(path).Plugins.Select(Look)];
        }
        catch (PluginListException exception)
        {
            return [new Check("plugins", CheckState.Fail, exception.Message, "Build the host, or name a list with --plugins.")];
        }
    }

    private static Check Look(Plugin plugin)
    {
        var (name, status) = ($"plugin {plugin.Entry.Id}", KebabCase.From(plugin.Status.ToString()));
        return plugin.Status switch
        {
            PluginStatus.Active when plugin.Reason.Length == 0 => new Check(name, CheckState.Ok, $"{status}, {plugin.Components.Count} component(s)"),
            PluginStatus.Active => new Check(name, CheckState.Warn, $"{status}; {plugin.Reason}", "Take the copies out of the plugin's folder."),
            PluginStatus.Disabled => new Check(name, CheckState.Ok, status),
            PluginStatus.Incompatible => new Check(name, CheckState.Fail, $"{status}: {plugin.Reason}", "Get the plugin for this SDK, or disable it in plugins.json."),
            _ => new Check(name, CheckState.Fail, $"{status}: {plugin.Reason}", "Mend the plugin, or disable it in plugins.json."),
        };
    }
}

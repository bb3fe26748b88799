using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Host.Commands;

/// <summary><c>plugins</c>: every plugin of the list, what became of it, and what it offers.</summary>
internal static class PluginsCommand
{
    public static Command Create()
    {
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var pin = new Option<bool>("--pin") { Description = "Print the list with the SHA-256 of every plugin's files as they are now; no plugin is loaded." };
        var command = new HostCommand("plugins", "List every plugin with its state, the reason, and the components it offers; install, remove and check plugins.")
        {
            Examples = """
                diffimaging plugins
                diffimaging plugins add Acme.Lenses.1.2.0.nupkg   'diffimaging plugins add --help' says more
                diffimaging plugins --plugins my-plugins.json --json
                diffimaging plugins --pin > pinned.json           then put it in place of plugins.json: a changed file refuses its plugin
                """,
        };
        command.Options.Add(json);
        command.Options.Add(plugins);
        command.Options.Add(pin);
        var calls = new Option<string?>("--calls") { Description = "File that tells which plugin is called, whatever becomes of the process.", Hidden = true };
        command.Options.Add(calls);
        foreach (var change in PluginsChangeCommands.Create().Append(PluginsVerifyCommand.Create()))
        {
            command.Subcommands.Add(change);
        }

        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var list = CommonOptions.PluginsPath(call.GetValue(plugins));
            if (call.GetValue(pin))
            {
                Console.WriteLine(PinnedList.Of(list).ToJsonString(ResultDocument.Format));
                return ExitCodes.Done;
            }

            using var record = call.GetValue(calls) is { } file ? CallRecord.Open(file) : null;
            using var catalog = PluginCatalog.Load(list);
            foreach (var line in call.GetValue(json) ? [Document(list, catalog).ToJsonString(ResultDocument.Format)] : Lines(catalog))
            {
                Console.WriteLine(line);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static IEnumerable<string> Lines(PluginCatalog catalog)
    {
        foreach (var plugin in catalog.Plugins)
        {
            var entry = plugin.Entry;
            yield return $"{entry.Id} {entry.Version}{(entry.Sdk.Length == 0 ? "" : $", SDK {entry.Sdk}")}: {KebabCase.From(plugin.Status.ToString())}{(plugin.Reason.Length == 0 ? "" : $", {plugin.Reason}")}";
            foreach (var kind in plugin.Components.GroupBy(component => component.Kind))
            {
                yield return $"  {kind.Key + ":",-15} {string.Join(", ", kind.Select(component => component.Id).Order(StringComparer.Ordinal))}";
            }
        }
    }

    private static JsonObject Document(string list, PluginCatalog catalog) => new()
    {
        ["sdk"] = typeof(IForwardStage).Assembly.GetName().Version!.ToString(2),
        ["list"] = Path.GetFullPath(list),
        ["plugins"] = new JsonArray([.. catalog.Plugins.Select(plugin => new JsonObject
        {
            ["id"] = plugin.Entry.Id,
            ["version"] = plugin.Entry.Version,
            ["sdk"] = plugin.Entry.Sdk,
            ["status"] = KebabCase.From(plugin.Status.ToString()),
            ["reason"] = plugin.Reason,
            ["assembly"] = plugin.AssemblyPath,
            ["files"] = plugin.Fingerprint,
            ["pinned"] = plugin.Entry.Sha256 is not null,
            ["components"] = new JsonArray([.. plugin.Components.Select(component => new JsonObject
            {
                ["kind"] = component.Kind,
                ["id"] = component.Id,
                ["summary"] = component.Summary,
            })]),
        })]),
    };
}

using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary><c>inspect</c>, hidden: checks definition after definition for a service, which loads no plugin itself.</summary>
/// <remarks>A line <c>{"id": …, "file": …, "roots": ["name=folder"]}</c> on standard input is answered by a line as of <c>validate --json</c> on standard output, with the same <c>id</c> and <c>plugins</c>: those used, those that were given up,
/// those that were unloaded because list or files have changed, and those of these that are still in memory.</remarks>
internal static class InspectCommand
{
    public static Command Create()
    {
        var (plugins, calls) = (CommonOptions.Plugins(), new Option<string?>("--calls") { Description = "File that tells which plugin is called, whatever becomes of the process." });
        var command = new HostCommand("inspect", "Check definitions for a service.") { Hidden = true };
        command.Options.Add(plugins);
        command.Options.Add(calls);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            using var record = call.GetValue(calls) is { } file ? CallRecord.Open(file) : null;
            using var live = new LivePlugins(CommonOptions.PluginsPath(call.GetValue(plugins)));

            // What a plugin writes must not be taken for an answer.
            var answers = OutputByCaller.Own;
            Console.SetOut(new PluginOutput(Console.Error.WriteLine));
            while (Console.In.ReadLine() is { } line)
            {
                // A line of its own, even where native code has begun one.
                answers.Write($"\n{Answer(line, live).ToJsonString(JsonSerializerOptions.Default)}\n");
                answers.Flush();
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    // Apart from the loop: what was planned holds on to its plugins until this returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonObject Answer(string line, LivePlugins live)
    {
        var asked = (JsonObject)JsonNode.Parse(line)!;
        var file = (string)asked["file"]!;
        var catalog = live.Current(Content(file));
        var scope = FileScope.Of(file, [.. ((JsonArray)asked["roots"]!).Select(root => (string)root!)]);
        try
        {
            var tree = ExperimentLayers.Read([file], [], useEnvironment: false);
            var definition = CheckedDefinition.Of(Path.GetFileNameWithoutExtension(file), tree, new ExperimentPaths(file, scope), catalog);
            return WithPlugins(ValidateCommand.Document(definition), asked, live, catalog, definition.Uses);
        }
        catch (ConfigurationException exception)
        {
            return WithPlugins(ValidateCommand.Document([file], exception), asked, live, catalog, []);
        }
    }

    private static string Content(string file) => File.Exists(file) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : file;

    private static JsonObject WithPlugins(JsonObject answer, JsonObject asked, LivePlugins live, PluginCatalog catalog, IReadOnlyList<ComponentUse> uses)
    {
        answer["id"] = asked["id"]?.DeepClone();
        answer["plugins"] = new JsonObject
        {
            ["used"] = new JsonObject(uses.DistinctBy(use => use.Plugin).Select(use => KeyValuePair.Create(use.Plugin, (JsonNode?)use.Fingerprint))),
            ["malfunctioned"] = new JsonArray([.. catalog.Plugins.Where(plugin => plugin.HasMisbehaved).Select(plugin => new JsonObject
            {
                ["plugin"] = plugin.Entry.Id,
                ["files"] = plugin.Fingerprint,
                ["reason"] = plugin.Reason,
            })]),
            ["changed"] = new JsonArray([.. live.Changed.Select(id => JsonValue.Create(id))]),
            ["remaining"] = new JsonArray([.. live.Remaining.Select(id => JsonValue.Create(id))]),
            ["problem"] = live.Problem,
        };
        return answer;
    }
}

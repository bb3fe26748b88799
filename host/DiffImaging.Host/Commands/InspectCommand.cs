using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary><c>inspect</c>, hidden: checks definition after definition for a service, which loads no plugin itself.</summary>
/// <remarks>A line <c>{"file": …, "roots": ["name=folder"]}</c> on standard input is answered by a line as of <c>validate --json</c> on standard output.</remarks>
internal static class InspectCommand
{
    public static Command Create()
    {
        var plugins = CommonOptions.Plugins();
        var command = new HostCommand("inspect", "Check definitions for a service.") { Hidden = true };
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var catalog = PluginCatalog.Load(CommonOptions.PluginsPath(call.GetValue(plugins)));
            while (Console.In.ReadLine() is { } line)
            {
                Console.Out.WriteLine(Answer(line, catalog).ToJsonString(JsonSerializerOptions.Default));
                Console.Out.Flush();
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static JsonObject Answer(string line, PluginCatalog catalog)
    {
        var asked = (JsonObject)JsonNode.Parse(line)!;
        var file = (string)asked["file"]!;
        var scope = FileScope.Of(file, [.. ((JsonArray)asked["roots"]!).Select(root => (string)root!)]);
        try
        {
            var tree = ExperimentLayers.Read([file], [], useEnvironment: false);
            return ValidateCommand.Document(CheckedDefinition.Of(Path.GetFileNameWithoutExtension(file), tree, new ExperimentPaths(file, scope), catalog));
        }
        catch (ConfigurationException exception)
        {
            return ValidateCommand.Document([file], exception);
        }
    }
}

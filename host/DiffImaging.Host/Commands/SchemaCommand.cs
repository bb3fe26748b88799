using System.CommandLine;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Results;
using DiffImaging.Host.Schemas;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary><c>schema</c>: the JSON Schema of definitions, by which editors complete and check them.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var plugins = CommonOptions.Plugins();
        var command = new HostCommand("schema", "Print the JSON Schema of definitions, by which editors complete and check them.")
        {
            Details = """
                Draft 2020-12, for whole definitions, with the components of the plugins that load. A definition names the file that it is kept
                in: "$schema": "experiment.schema.json". 'validate' checks more: sizes, files, sampling, names.
                """,
            Examples = """
                diffimaging schema > experiment.schema.json
                diffimaging schema --plugins my-plugins.json
                """,
        };
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            Console.WriteLine(DefinitionSchema.Of(PluginCatalog.Load(CommonOptions.PluginsPath(call.GetValue(plugins)))).ToJsonString(ResultDocument.Format));
            return ExitCodes.Done;
        }));
        return command;
    }
}

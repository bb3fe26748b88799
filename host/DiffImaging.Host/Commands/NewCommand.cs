using System.CommandLine;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Starting;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Host.Commands;

/// <summary><c>new</c>: a definition to start from.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var modality = new Argument<string>("modality") { Description = "The modality, as 'diffimaging describe' lists it." };
        CommonOptions.RefuseOptions(modality);
        var output = new Option<string?>("--output", "-o") { Description = "The file [default: MODALITY.json in the working folder].", HelpName = "file" };
        var plugins = CommonOptions.Plugins();
        var command = new HostCommand("new", "Write a commented definition to start from.")
        {
            Details = """
                Every option of the modality with its meaning, unit, range and default. It runs as it stands, on a small simulated measurement,
                which a second file defines, where the modality gives an example.
                """,
            Examples = """
                diffimaging new inline-holography
                diffimaging new inline-holography --output my.json && diffimaging run my.json
                """,
        };
        command.Arguments.Add(modality);
        command.Options.Add(output);
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var (id, catalog) = (call.GetValue(modality)!, PluginCatalog.Load(CommonOptions.PluginsPath(call.GetValue(plugins))));
            _ = catalog.Find<IModalityFactory>(id, out var problem) ?? throw new ConfigurationException("modality", problem);
            var path = call.GetValue(output) ?? $"{id}.json";
            var files = new StartingFiles(catalog.Components.First(component => component.Id == id && component.Contract == typeof(IModalityFactory)), catalog, path);
            files.Write();
            Console.WriteLine($"written: {string.Join(", ", files.Paths)}");
            Console.WriteLine(files.Missing is { } missing ? $"{missing}, then 'diffimaging validate {path}'." : $"'diffimaging run {path}' runs it.");
            return ExitCodes.Done;
        }));
        return command;
    }
}

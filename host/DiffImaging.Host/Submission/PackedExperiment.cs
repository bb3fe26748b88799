using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Experiments;
using DiffImaging.Service.Api;

namespace DiffImaging.Host.Submission;

/// <summary>An experiment with every file that it names, under names that may be sent.</summary>
/// <remarks>Names that lead out of the definition's folder are changed, in the definition too; a simulated definition goes along, with the files that it names.</remarks>
internal sealed class PackedExperiment : IDisposable
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly List<string> _temporary = [];

    private PackedExperiment()
    {
    }

    /// <summary>The merged definition.</summary>
    public JsonObject Definition { get; private set; } = [];

    /// <summary>Full paths by the names that the definition has.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Checks an experiment and packs it.</summary>
    /// <param name="files">Definition files; later ones override earlier ones.</param>
    /// <param name="settings">Settings as <c>key:path=value</c>.</param>
    /// <param name="plugins">The list of plugins.</param>
    /// <param name="written">The definition as it is written, for people who will read it; null for the merged one, whose numbers are texts.</param>
    /// <exception cref="ConfigurationException">The definition has errors.</exception>
    public static PackedExperiment Create(IReadOnlyList<string> files, IReadOnlyList<string> settings, string plugins, JsonObject? written = null)
    {
        var (tree, paths) = (ExperimentLayers.Read(files, settings), new ExperimentPaths(files[0]));
        var definition = CheckedDefinition.Of(Path.GetFileNameWithoutExtension(files[0]), tree, paths, PluginCatalog.Load(plugins));
        var (source, packed) = (definition.Experiment.Source, new PackedExperiment());
        packed.Definition = packed.Pack(written ?? definition.Batch?.WithFilesNamed(tree) ?? tree, paths.Found, folder: "", except: source.SimulationFile);
        if (source is { SimulationFile: { } file, SimulationPaths: { } simulation })
        {
            packed.PackSimulation(file, simulation);
        }

        return packed;
    }

    public void Dispose() => _temporary.ForEach(File.Delete);

    private void PackSimulation(string file, ExperimentPaths paths)
    {
        const string Folder = "simulation";
        var definition = Pack(ExperimentLayers.Read([file], [], useEnvironment: false), paths.Found, Folder, except: null);
        var temporary = Path.GetTempFileName();
        _temporary.Add(temporary);
        File.WriteAllText(temporary, definition.ToJsonString());
        var name = $"{Folder}/{Path.GetFileName(file)}";
        _files.Add(FileNames.Check(name) is null ? name : name = $"{Folder}/simulation.json", temporary);
        ((JsonObject)Definition[ExperimentSections.Data]!)["simulation"] = name;
    }

    private JsonObject Pack(JsonObject definition, IReadOnlyDictionary<string, string> found, string folder, string? except)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (written, path) in found.Where(pair => pair.Value != except))
        {
            names[written] = File.Exists(path) ? AddFile(written, path, folder) : AddImages(path, folder);
        }

        return (JsonObject)Rename(definition, names)!;
    }

    private string AddFile(string written, string path, string folder)
    {
        // What stays in its place keeps its name; what came from elsewhere gets one.
        var name = FileNames.Check(written) is null && !_files.ContainsKey(In(folder, written)) ? written : Free(folder, Path.GetFileName(path));
        _files.Add(In(folder, name), path);
        return name;
    }

    private string AddImages(string path, string folder)
    {
        var images = Free(folder, "images");
        foreach (var file in NumberedImages.Expand(path))
        {
            _files.Add(In(folder, $"{images}/{Path.GetFileName(file)}"), file);
        }

        return Directory.Exists(path) ? images : $"{images}/{Path.GetFileName(path)}";
    }

    private string Free(string folder, string name)
    {
        var proper = FileNames.Check(name) is null ? name : "file" + Path.GetExtension(name);
        for (var number = 1; ; number++)
        {
            var free = FormattableString.Invariant($"files-{number}/{proper}");
            if (!_files.Keys.Any(key => key == In(folder, free) || key.StartsWith(In(folder, free) + "/", StringComparison.Ordinal)))
            {
                return free;
            }
        }
    }

    private static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private static JsonNode? Rename(JsonNode? node, Dictionary<string, string> names) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Rename(pair.Value, names)))),
        JsonArray list => new JsonArray([.. list.Select(item => Rename(item, names))]),
        JsonValue value when value.TryGetValue<string>(out var text) && names.TryGetValue(text, out var name) => JsonValue.Create(name),
        _ => node?.DeepClone(),
    };
}

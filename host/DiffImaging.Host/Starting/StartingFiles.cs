using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Descriptions;
using DiffImaging.Host.Plugins;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Host.Starting;

/// <summary>The files to start from with a modality: a definition, one that simulates its measurement, and the arrays that both name.</summary>
internal sealed class StartingFiles
{
    private readonly Dictionary<string, Action<string>> _files = [];
    private readonly List<string> _leftOut = [];

    /// <summary>Makes the files of a modality; nothing is written yet.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="catalog">Where a specimen is found.</param>
    /// <param name="path">Path of the definition.</param>
    public StartingFiles(Component modality, PluginCatalog catalog, string path)
    {
        var example = ComponentExamples.Of(modality) is [var first, ..] ? first : null;
        var simulation = example is null ? null : ExampleDefinition.Simulation(catalog, modality, example);
        var simulationPath = Path.ChangeExtension(path, ".simulation.json");
        var definition = new StartingDefinition(modality, example, path, simulation is null ? null : Path.GetFileName(simulationPath));
        AddText(path, definition.Write());
        if (simulation is not null)
        {
            AddText(simulationPath, SimulationText(simulation, path));
        }

        foreach (var (file, array) in example?.Arrays ?? new Dictionary<string, FileArray>())
        {
            AddArray(Path.GetDirectoryName(Path.GetFullPath(path))!, file, array);
        }

        Missing = example is null ? "The modality gives no example: fill in what is required and the measurement"
            : simulation is null ? "No plugin gives an example of a specimen that a measurement could be simulated of: name a measurement"
            : _leftOut.Count > 0 ? $"Left out of the modality's example: {string.Join("; ", _leftOut)}. Put files of your own there, or change the option that names them"
            : null;
    }

    /// <summary>What is to be done before the definition runs; null where it runs as it stands.</summary>
    public string? Missing { get; }

    /// <summary>Paths of the files, the definition first.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>Writes the files.</summary>
    /// <exception cref="IOException">One of them exists already; none is written then.</exception>
    public void Write()
    {
        if (_files.Keys.FirstOrDefault(File.Exists) is { } existing)
        {
            throw new IOException($"{existing} exists already and is not written over; name another file with --output.");
        }

        foreach (var (file, write) in _files)
        {
            write(file);
        }
    }

    private static string SimulationText(JsonObject simulation, string path)
    {
        var sections = simulation.Select(section => section.Value is JsonObject { Count: > 0 } content
            ? $"  \"{section.Key}\": {{\n{string.Join(",\n", content.Select(pair => $"    \"{pair.Key}\": {JsonLine.Write(pair.Value)}"))}\n  }}"
            : $"  \"{section.Key}\": {JsonLine.Write(section.Value)}");
        return $$"""
            {
              // A measurement for {{Path.GetFileName(path).ReplaceLineEndings(" ")}}, simulated by the very model that it is inverted with: a first step, no proof.
              // 'noise' is an id and options of one of the noise models that 'diffimaging describe' lists.
            {{string.Join(",\n", sections)}}
            }

            """.ReplaceLineEndings("\n");
    }

    private void AddText(string path, string text) => _files.Add(path, file => AtomicFile.WriteText(file, text));

    // The path is a plugin's: it may lead nowhere but beside the definition.
    private void AddArray(string folder, string file, FileArray array)
    {
        var path = Path.GetFullPath(file, folder);
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            _leftOut.Add($"'{file}', which would not lie beside the definition");
            return;
        }

        if (!file.EndsWith(".npy", StringComparison.Ordinal))
        {
            _leftOut.Add($"'{file}', for only .npy files are written");
            return;
        }

        var pixels = array.Values.ToArray().Select(value => (float)value).ToArray();
        _files[path] = target =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            NpyWriter.Write(target, pixels, [.. array.Shape]);
        };
    }
}

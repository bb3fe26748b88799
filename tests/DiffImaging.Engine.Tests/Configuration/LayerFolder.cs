using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;

namespace DiffImaging.Engine.Tests.Configuration;

/// <summary>A temporary folder for definition files.</summary>
internal sealed class LayerFolder : IDisposable
{
    private int _files;

    public string Root { get; } = Directory.CreateTempSubdirectory("diffimaging-layers-").FullName;

    public string Write(string text, string? name = null)
    {
        var path = Path.Combine(Root, name ?? $"layer-{++_files}.json");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Merges files given as texts, and settings.</summary>
    public JsonObject Read(string[] layers, params string[] overrides) =>
        ExperimentLayers.Read([.. layers.Select(text => Write(text))], overrides, useEnvironment: false);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

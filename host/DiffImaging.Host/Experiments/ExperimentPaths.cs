using DiffImaging.Data;

namespace DiffImaging.Host.Experiments;

/// <summary>Where the relative paths of a definition are looked for: beside the definition, then in the working folder.</summary>
/// <param name="definition">Path of the first definition file.</param>
internal sealed class ExperimentPaths(string definition)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(definition))!;

    /// <summary>The places, for messages.</summary>
    public string Places => _folder == Environment.CurrentDirectory ? _folder : $"{_folder} and {Environment.CurrentDirectory}";

    /// <summary>Finds a file; null where there is none.</summary>
    public string? Find(string path) => Find(path, File.Exists);

    /// <summary>Finds a file, or a folder or pattern of numbered images; null where there is none.</summary>
    public string? FindImages(string path) => Find(path, NumberedImages.Exist);

    private string? Find(string path, Predicate<string> exists)
    {
        string[] places = [Path.GetFullPath(path, _folder), Path.GetFullPath(path)];
        return Array.Find(places, exists);
    }
}

using DiffImaging.Data;

namespace DiffImaging.Host.Experiments;

/// <summary>Where the paths of a definition lead: relative ones beside the definition, then into the working folder; within a scope, nowhere else.</summary>
/// <param name="definition">Path of the first definition file.</param>
/// <param name="scope">Which files it may name; null for any.</param>
internal sealed class ExperimentPaths(string definition, FileScope? scope = null)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(definition))!;
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>The places, for messages.</summary>
    public string Places => scope?.Places ?? (_folder == Environment.CurrentDirectory ? _folder : $"{_folder} and {Environment.CurrentDirectory}");

    /// <summary>What was found so far: full paths by the paths of the definition.</summary>
    public IReadOnlyDictionary<string, string> Found => _found;

    /// <summary>The paths of another definition, in the same scope.</summary>
    public ExperimentPaths Of(string other) => new(other, scope);

    /// <summary>Finds a file; null where there is none.</summary>
    public string? Find(string path) => Find(path, File.Exists);

    /// <summary>Finds a file, or a folder or pattern of numbered images; null where there is none.</summary>
    public string? FindImages(string path) => Find(path, NumberedImages.Exist);

    private string? Find(string path, Predicate<string> exists)
    {
        var found = path.Contains('\0', StringComparison.Ordinal) ? null
            : scope is null ? Array.Find([Path.GetFullPath(path, _folder), Path.GetFullPath(path)], exists)
            : scope.Locate(path, _folder) is { } full && exists(full) && scope.Allows(full) ? full
            : null;
        if (found is not null)
        {
            _found[path] = found;
        }

        return found;
    }
}

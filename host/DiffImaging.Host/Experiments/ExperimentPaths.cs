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

    /// <summary>Finds every file that a path, a folder or a pattern stands for, each as the definition would name it; they count as found once they are asked for.</summary>
    public IReadOnlyList<string> FindEach(string path)
    {
        if (Locate(path, File.Exists) is not null)
        {
            return [path];
        }

        var isFolder = Locate(path, Directory.Exists) is not null;
        var slash = path.LastIndexOfAny(['/', '\\']);
        var (beginning, pattern) = isFolder ? (path.TrimEnd('/', '\\') + "/", "*") : (path[..(slash + 1)], path[(slash + 1)..]);
        return (isFolder || pattern.AsSpan().ContainsAny("*?")) && Locate(beginning.Length == 0 ? "." : beginning, Directory.Exists) is { } folder
            ? [.. Directory.GetFiles(folder, pattern).Select(file => Path.GetFileName(file)).Where(name => !name.StartsWith('.')).Select(name => beginning + name).Order(StringComparer.Ordinal)]
            : [];
    }

    private string? Find(string path, Predicate<string> exists)
    {
        var found = Locate(path, exists);
        if (found is not null)
        {
            _found[path] = found;
        }

        return found;
    }

    private string? Locate(string path, Predicate<string> exists) =>
        path.Contains('\0', StringComparison.Ordinal) ? null
        : scope is null ? Array.Find([Path.GetFullPath(path, _folder), Path.GetFullPath(path)], exists)
        : scope.Locate(path, _folder) is { } full && exists(full) && scope.Allows(full) ? full
        : null;
}

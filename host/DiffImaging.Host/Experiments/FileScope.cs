using DiffImaging.Data;
using DiffImaging.Engine.Files;

namespace DiffImaging.Host.Experiments;

/// <summary>Which files a definition from elsewhere may name: those beside it, and those below folders with a name, as <c>@name/file.tif</c>.</summary>
/// <param name="home">Folder of the definition.</param>
/// <param name="roots">The folders, by name.</param>
internal sealed class FileScope(string home, IReadOnlyDictionary<string, string> roots)
{
    private readonly string[] _allowed = [.. roots.Values.Prepend(home).Select(folder => RealPath.Of(Path.GetFullPath(folder)))];

    /// <summary>The scope of a definition file.</summary>
    /// <param name="definition">Its path.</param>
    /// <param name="roots">Folders as <c>name=folder</c>.</param>
    public static FileScope Of(string definition, IReadOnlyList<string> roots) => new(
        Path.GetDirectoryName(Path.GetFullPath(definition))!,
        roots.Select(root => root.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[^1], StringComparer.Ordinal));

    /// <summary>The places, for messages.</summary>
    public string Places => roots.Count == 0 ? "what was submitted" : $"what was submitted and below {string.Join(", ", roots.Keys.Order(StringComparer.Ordinal).Select(name => $"@{name}"))}";

    /// <summary>The full path that is meant, links not followed; null where none may be.</summary>
    /// <param name="path">As the definition has it.</param>
    /// <param name="folder">Where relative ones begin.</param>
    public string? Locate(string path, string folder)
    {
        if (!path.StartsWith('@'))
        {
            return Path.IsPathRooted(path) || path.Contains(':', StringComparison.Ordinal) ? null : Path.GetFullPath(path, folder);
        }

        var (name, rest) = path.IndexOfAny(['/', '\\']) is > 0 and var slash ? (path[1..slash], path[(slash + 1)..]) : (path[1..], ".");
        return roots.TryGetValue(name, out var root) && !Path.IsPathRooted(rest) ? Path.GetFullPath(rest, Path.GetFullPath(root)) : null;
    }

    /// <summary>Whether a file, or every image that a folder or pattern stands for, lies where it may, links followed.</summary>
    public bool Allows(string path)
    {
        try
        {
            return NumberedImages.Expand(path).All(file => Array.Exists(_allowed, folder => IsBelow(RealPath.Of(file), folder)));
        }
        catch (IOException)
        {
            // Links that lead round in a circle lead nowhere.
            return false;
        }
        catch (MeasurementException)
        {
            // What is wrong with the images is told where they are read; where the folder lies is told here.
            return Array.Exists(_allowed, folder => IsBelow(RealPath.Of(path), folder));
        }
    }

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

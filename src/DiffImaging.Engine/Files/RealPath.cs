namespace DiffImaging.Engine.Files;

/// <summary>Follows the links on the way to a file.</summary>
public static class RealPath
{
    private const int MostLinks = 64;

    /// <summary>The path without links, as far as it exists.</summary>
    /// <param name="path">A full path.</param>
    /// <exception cref="IOException">The links lead round in a circle.</exception>
    public static string Of(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var (real, links) = (root, 0);
        var ahead = new Stack<string>(path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (ahead.TryPop(out var segment))
        {
            var next = Path.Combine(real, segment);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"'{path}' has more than {MostLinks} links on its way.");
            }

            var full = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(full)!;
            foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                ahead.Push(part);
            }
        }

        return real;
    }
}

using DiffImaging.Engine.Files;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Installing;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>The folders <c>plugins/ID/VERSION</c> beside a list, in which plugins are installed.</summary>
/// <param name="list">Full path of the list.</param>
internal sealed class InstalledFolders(string list)
{
    private readonly string _root = Path.GetDirectoryName(list)!;
    private readonly string _name = Path.GetFileName(list);

    private string Plugins => Path.Combine(_root, "plugins");

    /// <summary>A folder for a version of a plugin, which does not exist yet: a version that was built again must not take the place of what a process uses.</summary>
    public string Free(string id, string version)
    {
        var name = string.Concat(version.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')).TrimStart('.');
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => Path.Combine(Plugins, id, number == 1 ? name : $"{name}~{number}"))
            .First(folder => !Directory.Exists(folder) && !File.Exists(folder + PluginUse.Extension));
    }

    /// <summary>A path as the list has it: relative, with '/'.</summary>
    public string Listed(string path) => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Whether a folder was laid down for this list.</summary>
    public bool IsOurs(string folder) => PluginUse.IsOf(folder, _name);

    /// <summary>Deletes what installations left behind and nothing needs: folders of this list that are not listed any more and that no process uses.</summary>
    /// <returns>The folders that stay, for they are used.</returns>
    public IReadOnlyList<string> Sweep()
    {
        if (!Directory.Exists(Plugins))
        {
            return [];
        }

        var listed = PluginList.Read(list).Plugins.Select(entry => RealPath.Of(Path.GetFullPath(entry.Path, _root))).ToList();
        var stay = new List<string>();
        foreach (var plugin in Directory.GetDirectories(Plugins))
        {
            foreach (var left in Directory.GetDirectories(plugin, ".*.tmp").Concat(Directory.GetDirectories(plugin, ".*.old")))
            {
                TryDelete(left);
            }

            foreach (var folder in Directory.GetFiles(plugin, "*" + PluginUse.Extension).Select(mark => mark[..^PluginUse.Extension.Length]).Where(folder => IsOurs(folder) && !IsListed(folder, listed)))
            {
                if (!TryRemove(folder))
                {
                    stay.Add(folder);
                }
            }
        }

        ForgetEmpty();
        foreach (var left in Directory.GetFiles(_root, $".{_name}.*.tmp"))
        {
            File.Delete(left);
        }

        return stay;
    }

    /// <summary>Deletes the folders of plugins of which nothing is there.</summary>
    public void ForgetEmpty()
    {
        foreach (var plugin in Directory.Exists(Plugins) ? Directory.GetDirectories(Plugins).Where(plugin => !Directory.EnumerateFileSystemEntries(plugin).Any()) : [])
        {
            TryDelete(plugin);
        }
    }

    /// <summary>Deletes a folder that an installation has laid down, with its mark; what cannot be deleted now is left to the next sweep.</summary>
    /// <returns>Whether it is gone from under its name; false where a process uses it.</returns>
    public static bool TryRemove(string folder)
    {
        using (var taken = PluginUse.TryTake(folder))
        {
            // Aside first: half a folder is never seen under its name.
            if (taken is null || Directory.Exists(folder) && !TryMove(folder, Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.old")))
            {
                return false;
            }
        }

        File.Delete(folder + PluginUse.Extension);
        foreach (var left in Directory.GetDirectories(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.*.old"))
        {
            TryDelete(left);
        }

        return true;
    }

    private static bool IsListed(string folder, List<string> listed) =>
        listed.Exists(assembly => assembly.StartsWith(RealPath.Of(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static bool TryMove(string folder, string target)
    {
        try
        {
            Directory.Move(folder, target);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows: a file in it is open.
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next sweep finds it again.
        }
    }
}

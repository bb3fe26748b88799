using DiffImaging.Data;
using DiffImaging.Engine.Plugins.Installing;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>A folder with a built plugin.</summary>
internal static class PluginFolder
{
    private static readonly EnumerationOptions EveryFile = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false, MaxRecursionDepth = 16 };

    /// <summary>Looks into a folder.</summary>
    /// <exception cref="PluginInstallationException">It holds no plugin that can be installed.</exception>
    public static PluginSupply Open(string path)
    {
        var folder = Path.GetFullPath(path);

        // Looked at before anything is copied: a mistyped path may lead to a whole disk.
        var found = FoundPlugin.In(folder);
        return new PluginSupply(folder, Path.GetFileNameWithoutExtension(found.Assembly), found.Version, target => Copy(folder, target));
    }

    private static void Copy(string folder, AtomicFolder target)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", EveryFile))
        {
            File.Copy(file, target.PathOf(Path.GetRelativePath(folder, file)));
        }
    }
}

using System.Collections.Concurrent;

namespace DiffImaging.Engine.Plugins.Installing;

/// <summary>Says that a process uses an installed plugin's files, so that none of them is deleted before it ends: a data file or a dependency of a native library may be read at any time.</summary>
/// <remarks>A file <c>FOLDER.use</c> beside the plugin's folder, made when that is installed, is held open for reading by every process that loads the plugin. The
/// system closes it with the process, however that ends. Its content is the file name of the list that the plugin was installed for: lists in one folder share <c>plugins/</c>, and
/// only that one may delete it. A plugin that was laid down by hand has no such file, and is never deleted.</remarks>
public static class PluginUse
{
    /// <summary>What is appended to the name of the plugin's folder.</summary>
    public const string Extension = ".use";

    private static readonly ConcurrentDictionary<string, FileStream> Held = new(StringComparer.Ordinal);

    /// <summary>Makes the file of a folder that was just laid down.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="list">File name of the list that it is installed for.</param>
    public static void Mark(string folder, string list) => File.WriteAllText(folder + Extension, list);

    /// <summary>Whether a folder was laid down by an installation for a list.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="list">File name of the list.</param>
    public static bool IsOf(string folder, string list) => File.Exists(folder + Extension) && File.ReadAllText(folder + Extension) == list;

    /// <summary>Holds the files of a plugin until this process ends.</summary>
    /// <param name="assembly">Full path of its assembly.</param>
    internal static void Hold(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        if (File.Exists(folder + Extension))
        {
            Held.GetOrAdd(folder, static folder => new FileStream(folder + Extension, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
    }

    /// <summary>Takes a folder for deletion, where no process uses it.</summary>
    /// <returns>What keeps processes from using it meanwhile; null where one does.</returns>
    public static IDisposable? TryTake(string folder)
    {
        try
        {
            return new FileStream(folder + Extension, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

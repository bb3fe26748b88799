using System.Collections.Concurrent;

namespace DiffImaging.Engine.Plugins.Installing;

/// <summary>Says that a process uses an installed plugin's files, so that none of them is deleted before it ends: dependencies are read when code needs them.</summary>
/// <remarks>A file <c>FOLDER.use</c> beside the plugin's folder, made when that is installed, is held open for reading by every process that loads the plugin. The
/// system closes it with the process, however that ends. A plugin that was laid down by hand has no such file, and is never deleted.</remarks>
public static class PluginUse
{
    /// <summary>What is appended to the name of the plugin's folder.</summary>
    public const string Extension = ".use";

    private static readonly ConcurrentDictionary<string, FileStream> Held = new(StringComparer.Ordinal);

    /// <summary>Makes the file of a folder that was just laid down.</summary>
    public static void Mark(string folder) => File.WriteAllBytes(folder + Extension, []);

    /// <summary>Whether a folder was laid down by an installation.</summary>
    public static bool IsMarked(string folder) => File.Exists(folder + Extension);

    /// <summary>Holds the files of a plugin until this process ends.</summary>
    /// <param name="assembly">Full path of its assembly.</param>
    internal static void Hold(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        if (IsMarked(folder))
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

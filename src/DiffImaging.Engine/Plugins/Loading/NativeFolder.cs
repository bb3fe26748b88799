using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>Copies of a plugin's native libraries in a folder of this process: the plugin's own may be replaced while they are mapped.</summary>
internal sealed class NativeFolder : IDisposable
{
    private const string Prefix = "diffimaging-native-";

    private static readonly ConcurrentDictionary<string, bool> Present = [];

    private readonly string _path;
    private readonly HashSet<string> _copied = [];

    static NativeFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Present.Keys.ToList().ForEach(Remove);

    public NativeFolder()
    {
        Sweep();
        _path = Directory.CreateTempSubdirectory(FormattableString.Invariant($"{Prefix}{Environment.ProcessId}-")).FullName;
        Present.TryAdd(_path, true);
    }

    /// <summary>Copies a library, and those beside it, which it may need.</summary>
    /// <returns>Path of the copy.</returns>
    public string Copy(PluginFiles files, string path)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var target = Path.Combine(_path, folder);
        if (!_copied.Contains(folder))
        {
            Directory.CreateDirectory(target);
            foreach (var sibling in files.Natives.Append(path).Distinct(StringComparer.OrdinalIgnoreCase).Where(native => native[..(native.LastIndexOf('/') + 1)] == folder))
            {
                CopyOnce(files, sibling, target);
            }

            _copied.Add(folder);
        }

        return CopyOnce(files, path, target);
    }

    public void Dispose()
    {
        Present.TryRemove(_path, out _);
        Remove(_path);
    }

    private static string CopyOnce(PluginFiles files, string path, string folder)
    {
        var copy = Path.Combine(folder, Path.GetFileName(path));
        if (!File.Exists(copy))
        {
            files.CopyNative(path, copy);
        }

        return copy;
    }

    // Those of processes that are no more: a crash leaves its own.
    private static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var process) && !IsAlive(process))
            {
                Remove(folder);
            }
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Mapped still, where files cannot be removed then, or another account's: a later process sweeps it.
        }
    }
}

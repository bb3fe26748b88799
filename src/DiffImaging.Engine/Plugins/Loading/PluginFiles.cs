using System.Text;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>What lies in a plugin's folder, read once: the assemblies that are checked against the pins are those that are loaded, whatever becomes of the files meanwhile.</summary>
/// <remarks>Assemblies and their symbols are kept; a native library is copied where it is called for, after another look at its hash or date. Other files are the plugin's own affair.</remarks>
internal sealed class PluginFiles
{
    private readonly Dictionary<string, byte[]> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _natives = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isPinned;

    private PluginFiles(string assembly, bool isPinned)
    {
        (Name, Folder, _isPinned) = (Path.GetFileName(assembly), Path.GetDirectoryName(assembly)!, isPinned);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", PluginPins.EveryFile))
        {
            var key = Path.GetRelativePath(Folder, file).Replace(Path.DirectorySeparatorChar, '/');
            var extension = Path.GetExtension(file);
            if (IsAny(extension, ".dll", ".pdb"))
            {
                _assemblies.Add(key, File.ReadAllBytes(file));
            }
            else if (IsAny(extension, ".so", ".dylib") || file.Contains(".so.", StringComparison.Ordinal))
            {
                _natives.Add(key, State(file));
            }

            if (isPinned && PluginPins.Counts(file))
            {
                hashes.Add(key, _assemblies.TryGetValue(key, out var bytes) ? PluginPins.Hash(bytes) : _natives.TryGetValue(key, out var state) ? state : PluginPins.Hash(file));
            }
        }

        Hashes = hashes;
        Fingerprint = PluginPins.Hash(Encoding.UTF8.GetBytes(string.Join('\n', _assemblies.Where(pair => PluginPins.Counts(pair.Key)).Select(pair => (pair.Key, State: PluginPins.Hash(pair.Value)))
            .Concat(_natives.Select(pair => (pair.Key, State: pair.Value))).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.State}"))));
        Sha256 = PluginPins.Hash(_assemblies[Name]);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>File name of the plugin's own assembly.</summary>
    public string Name { get; }

    /// <summary>The hashes that pins are compared with; none where nothing is pinned.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    /// <summary>Changes with every byte of its assemblies and with its native libraries.</summary>
    public string Fingerprint { get; }

    /// <summary>Hash of the plugin's own assembly.</summary>
    public string Sha256 { get; }

    /// <summary>Paths of the assemblies in the folder, with '/'.</summary>
    public IEnumerable<string> Assemblies => _assemblies.Keys;

    /// <summary>Paths of the native libraries in the folder, with '/'; on Windows they may be among the assemblies.</summary>
    public IEnumerable<string> Natives => _natives.Keys;

    /// <summary>Reads a folder.</summary>
    /// <param name="assembly">Full path of the plugin's assembly.</param>
    /// <param name="isPinned">Whether every file is hashed.</param>
    public static PluginFiles Read(string assembly, bool isPinned) => new(assembly, isPinned);

    /// <summary>The bytes of an assembly or its symbols; null where there is none.</summary>
    public byte[]? Find(string path) => _assemblies.GetValueOrDefault(path);

    /// <summary>Copies a native library, unless it has changed since the folder was read; the copy is whole, or there is none.</summary>
    /// <exception cref="IOException">It has changed.</exception>
    public void CopyNative(string path, string target)
    {
        if (_assemblies.TryGetValue(path, out var bytes))
        {
            File.WriteAllBytes(target, bytes);
            return;
        }

        var (source, copy) = (Path.Combine(Folder, path), target + ".unchecked");
        File.Copy(source, copy, overwrite: true);
        if ((_isPinned ? PluginPins.Hash(copy) : State(source)) == _natives[path])
        {
            File.Move(copy, target);
        }
        else
        {
            File.Delete(copy);
            throw new IOException($"the file '{path}' of the plugin has changed since it was loaded");
        }
    }

    private string State(string file) =>
        _isPinned ? PluginPins.Hash(file) : FormattableString.Invariant($"{new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file).Ticks}");

    private static bool IsAny(string extension, params string[] known) => known.Contains(extension, StringComparer.OrdinalIgnoreCase);
}

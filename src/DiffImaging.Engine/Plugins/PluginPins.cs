using System.Security.Cryptography;

namespace DiffImaging.Engine.Plugins;

/// <summary>SHA-256 hashes of the files of a plugin's folder, by which a changed one is noticed before anything is loaded.</summary>
/// <remarks>Every file counts but symbols and documentation: each may be loaded, or decide what is. What is loaded of a pinned plugin are the bytes that were hashed.</remarks>
public static class PluginPins
{
    private const int Digits = 2 * SHA256.HashSizeInBytes;
    private const int MostTold = 3;

    private static readonly HashSet<string> NeverLoaded = new([".pdb", ".xml"], StringComparer.OrdinalIgnoreCase);
    internal static readonly EnumerationOptions EveryFile = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The hashes of what is there now, by paths relative to the folder of the plugin's assembly, with '/'.</summary>
    /// <param name="assembly">Full path of the plugin's assembly.</param>
    public static IReadOnlyDictionary<string, string> Read(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        return new SortedDictionary<string, string>(
            Directory.EnumerateFiles(folder, "*", EveryFile)
                .Where(Counts)
                .ToDictionary(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), Hash),
            StringComparer.Ordinal);
    }

    /// <summary>Whether a file has a pin.</summary>
    internal static bool Counts(string file) => !NeverLoaded.Contains(Path.GetExtension(file));

    /// <summary>What is wrong with the writing of pins; null for nothing.</summary>
    internal static (string Key, string Problem)? Malformed(IReadOnlyDictionary<string, string> pins)
    {
        foreach (var (file, hash) in pins)
        {
            if (file.Contains('\\', StringComparison.Ordinal) || file.Split('/').Any(part => part is "" or "." or ".."))
            {
                return (file, "is no path of a file below the plugin's folder, with '/' between its parts");
            }

            if (hash?.Length != Digits || !hash.All(char.IsAsciiHexDigit))
            {
                return (file, $"found '{hash}', expected the {Digits} hexadecimal digits of a SHA-256");
            }
        }

        return null;
    }

    /// <summary>How the files of a plugin differ from its pins; null where they do not.</summary>
    internal static string? Difference(IReadOnlyDictionary<string, string> pins, IReadOnlyDictionary<string, string> found)
    {
        string[] differences =
        [
            .. pins.Where(pin => found.TryGetValue(pin.Key, out var hash) && !string.Equals(hash, pin.Value, StringComparison.OrdinalIgnoreCase))
                .Select(pin => $"the file '{pin.Key}' has the SHA-256 {found[pin.Key]}, but {pin.Value.ToLowerInvariant()} is pinned"),
            .. pins.Keys.Where(file => !found.ContainsKey(file)).Select(file => $"the pinned file '{file}' is missing"),
            .. found.Where(file => !pins.ContainsKey(file.Key)).Select(file => $"the file '{file.Key}' with the SHA-256 {file.Value} is not pinned"),
        ];
        if (differences.Length == 0)
        {
            return null;
        }

        var more = differences.Length > MostTold ? $"; and {differences.Length - MostTold} more" : "";
        return $"{string.Join("; ", differences.Take(MostTold))}{more}. Nothing of it was loaded. Put the pinned files back, or, where the change is meant, take over what 'diffimaging plugins --pin' prints";
    }

    internal static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

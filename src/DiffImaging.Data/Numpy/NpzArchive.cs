using System.IO.Compression;

namespace DiffImaging.Data;

/// <summary>The arrays of an <c>.npz</c> archive: a ZIP file with one <c>name.npy</c> for each.</summary>
internal static class NpzArchive
{
    private const string Extension = ".npy";

    public static IReadOnlyList<string> Names(SourceFile file)
    {
        using var archive = Open(file);
        return [.. Arrays(archive).Select(NameOf)];
    }

    public static TResult Use<TResult>(SourceFile file, string? array, Func<StoredArray, TResult> use) => ReadEntry(
        file, array, (stream, name, length) => use(NpyReader.Find(file, name, stream, header => length - header.DataOffset)));

    private static T ReadEntry<T>(SourceFile file, string? array, Func<Stream, string, long, T> read)
    {
        using var archive = Open(file);
        var entry = Find(file, [.. Arrays(archive)], array);
        var name = NameOf(entry);
        var subject = Subject(name);
        if (entry.CompressedLength > file.Length || entry.Length / ReadingLimits.MaximumExpansion > entry.CompressedLength)
        {
            throw file.Error($"{subject} claims {entry.Length} bytes from {entry.CompressedLength} stored ones: damaged");
        }

        try
        {
            using var stream = entry.Open();
            return read(stream, name, entry.Length);
        }
        catch (InvalidDataException e)
        {
            throw file.Error($"{subject} cannot be decompressed: damaged", e);
        }
    }

    private static string Subject(string name) => $"array {name}";

    private static ZipArchive Open(SourceFile file)
    {
        try
        {
            file.Stream.Position = 0;
            return new ZipArchive(file.Stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw file.Error($"is no readable .npz archive ({e.Message}): truncated or damaged", e);
        }
    }

    private static IEnumerable<ZipArchiveEntry> Arrays(ZipArchive archive) =>
        archive.Entries.Where(e => e.FullName.EndsWith(Extension, StringComparison.Ordinal));

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName[..^Extension.Length];

    private static ZipArchiveEntry Find(SourceFile file, List<ZipArchiveEntry> arrays, string? name)
    {
        var names = arrays.Count == 0 ? "none" : string.Join(", ", arrays.Take(20).Select(NameOf));
        if (name is null)
        {
            return arrays.Count == 1
                ? arrays[0]
                : throw file.Error($"holds {arrays.Count} arrays ({names}); name the one to read");
        }

        return arrays.Find(e => NameOf(e) == name)
            ?? throw file.Error($"holds no array '{name}'; it holds: {names}");
    }
}

namespace DiffImaging.Data;

/// <summary>One image file directory of a TIFF file.</summary>
/// <remarks>Each entry's values were checked to lie inside the file, so reading them never asks for more memory than the file has
/// bytes.</remarks>
internal sealed class TiffDirectory(SourceFile file, ByteOrder order, string name, Dictionary<int, TiffEntry> entries)
{
    /// <summary>The page in words, for messages.</summary>
    public string Name => name;

    public bool Has(int tag) => entries.ContainsKey(tag);

    public long CountOf(int tag) => entries.TryGetValue(tag, out var entry) ? entry.Count : 0;

    /// <summary>The first value of an integer tag, or the default where it is absent.</summary>
    public long Value(int tag, long? absent = null)
    {
        if (entries.ContainsKey(tag))
        {
            return Values(tag, 1)[0];
        }

        return absent ?? throw file.Error($"{name} has no tag {tag}, which an image needs");
    }

    /// <summary>The first values of an integer tag, at most <paramref name="limit"/> of them.</summary>
    public long[] Values(int tag, long limit = long.MaxValue)
    {
        if (!entries.TryGetValue(tag, out var entry))
        {
            throw file.Error($"{name} has no tag {tag}, which an image needs");
        }

        var size = TiffEntry.SizeOf(entry.Type);
        if (entry.Type is not (1 or 3 or 4 or 13 or 16 or 18) || entry.Count == 0)
        {
            throw file.Error($"{name}, tag {tag}: unsigned integers were expected, {entry.Count} values of type {entry.Type} were found");
        }

        var bytes = new byte[checked((int)(Math.Min(entry.Count, limit) * size))];
        file.Stream.Position = entry.Offset;
        file.Stream.ReadExactly(bytes);
        var values = new long[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = order.Unsigned(bytes.AsSpan(i * size, size));
        }

        return values;
    }

    /// <summary>The first 4096 characters of an ASCII tag, or an empty string.</summary>
    public string Text(int tag)
    {
        if (!entries.TryGetValue(tag, out var entry) || entry.Type != 2)
        {
            return "";
        }

        var bytes = new byte[(int)Math.Min(entry.Count, 4096)];
        file.Stream.Position = entry.Offset;
        file.Stream.ReadExactly(bytes);
        return System.Text.Encoding.Latin1.GetString(bytes).TrimEnd('\0');
    }
}

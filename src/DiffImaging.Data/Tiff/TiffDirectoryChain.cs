namespace DiffImaging.Data;

/// <summary>Walks the directories of a TIFF or BigTIFF file, before any decoder sees it.</summary>
/// <remarks>The decoder trusts the counts it finds. This walk does not: a directory, or the values of a tag, outside the file, a loop of
/// directories, or too many of them is an error that names the offset.</remarks>
internal sealed class TiffDirectoryChain
{
    /// <summary>The decoder counts directories in 16 signed bits.</summary>
    private const int MaximumPages = short.MaxValue;

    private readonly SourceFile _file;
    private readonly ByteOrder _order;
    private readonly bool _isBig;

    private TiffDirectoryChain(SourceFile file)
    {
        _file = file;
        var header = file.ReadStart(16);
        _order = new ByteOrder(header[0] == (byte)'M');
        _isBig = header.Length > 3 && _order.Unsigned(header.AsSpan(2, 2)) == 43;
    }

    /// <summary>Byte offsets: 4 bytes, or 8 in BigTIFF.</summary>
    private int OffsetSize => _isBig ? 8 : 4;

    public static List<TiffDirectory> Read(SourceFile file)
    {
        var chain = new TiffDirectoryChain(file);
        if (chain._isBig && chain._order.BigEndian)
        {
            throw file.Error(
                "is a BigTIFF file with the largest byte first, which the decoder does not read; save it with the smallest byte first");
        }

        var directories = new List<TiffDirectory>();
        var visited = new HashSet<long>();
        var offset = chain.Integer(chain.OffsetSize, chain.OffsetSize, "the header");
        while (offset != 0)
        {
            if (!visited.Add(offset))
            {
                throw file.Error($"page {directories.Count + 1} at byte {offset} was met before: the list of pages is a loop");
            }

            if (directories.Count == MaximumPages)
            {
                throw file.Error($"has more than {MaximumPages} pages");
            }

            (var directory, offset) = chain.ReadDirectory(offset, $"page {directories.Count + 1}");
            directories.Add(directory);
        }

        return directories.Count > 0 ? directories : throw file.Error("is a TIFF file without any page");
    }

    private (TiffDirectory Directory, long Next) ReadDirectory(long offset, string name)
    {
        var countSize = _isBig ? 8 : 2;
        var entrySize = _isBig ? 20 : 12;
        var count = Integer(offset, countSize, name);
        var start = offset + countSize;
        if (count > (_file.Length - start) / entrySize)
        {
            throw _file.Error($"{name} at byte {offset} claims {count} tags, more than the rest of the file can hold");
        }

        var entries = new Dictionary<int, TiffEntry>();
        for (var i = 0L; i < count; i++)
        {
            var at = start + (i * entrySize);
            var tag = (int)Integer(at, 2, name);
            entries.TryAdd(tag, ReadEntry(at, $"{name}, tag {tag}"));
        }

        return (new TiffDirectory(_file, _order, name, entries), Integer(start + (count * entrySize), OffsetSize, name));
    }

    private TiffEntry ReadEntry(long at, string name)
    {
        var type = (int)Integer(at + 2, 2, name);
        var count = Integer(at + 4, OffsetSize, name);
        var size = TiffEntry.SizeOf(type);
        var valueAt = at + 4 + OffsetSize;
        if (size > 0 && count > OffsetSize / size)
        {
            valueAt = Integer(valueAt, OffsetSize, name);
        }

        return size == 0 || (valueAt <= _file.Length && count <= (_file.Length - valueAt) / size)
            ? new TiffEntry(type, count, valueAt)
            : throw _file.Error(
                $"{name} claims {count} values of {size} bytes at byte {valueAt}, outside the file of {_file.Length} bytes: "
                + "truncated or damaged");
    }

    private long Integer(long offset, int size, string what)
    {
        if (offset < 0 || offset > _file.Length - size)
        {
            throw _file.Error($"{what} points to byte {offset}, outside the file of {_file.Length} bytes: truncated or damaged");
        }

        Span<byte> bytes = stackalloc byte[size];
        _file.Stream.Position = offset;
        _file.Stream.ReadExactly(bytes);
        return _order.Unsigned(bytes);
    }
}

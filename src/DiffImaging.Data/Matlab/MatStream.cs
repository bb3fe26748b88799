using System.IO.Compression;

namespace DiffImaging.Data;

/// <summary>Walks forward through one variable of a MATLAB file, inflating it where it is compressed.</summary>
/// <remarks>Positions are counted from the variable's matrix tag. Nothing is kept: what is skipped costs time, never memory.</remarks>
internal sealed class MatStream : IDisposable
{
    private const int PaddedTo = 8;
    private const int ScratchBytes = 1 << 13;

    private readonly SourceFile _file;
    private readonly MatEntry _entry;
    private readonly ByteOrder _order;
    private readonly ZLibStream? _inflated;
    private Adler32 _sum = new();

    public MatStream(SourceFile file, MatEntry entry, bool bigEndian)
    {
        (_file, _entry, BigEndian, _order) = (file, entry, bigEndian, new ByteOrder(bigEndian));
        file.Stream.Position = entry.IsCompressed ? entry.DataOffset : entry.Offset;
        _inflated = entry.IsCompressed ? new ZLibStream(file.Stream, CompressionMode.Decompress, leaveOpen: true) : null;
    }

    public bool BigEndian { get; }

    public bool IsCompressed => _entry.IsCompressed;

    /// <summary>Bytes that the file has for the variable.</summary>
    public long StoredBytes => _entry.Bytes;

    /// <summary>Bytes read or skipped so far.</summary>
    public long Position { get; private set; }

    /// <summary>Most bytes that can come: known for what is stored as it is, and for the rest no more than deflate can make.</summary>
    public long Limit => _entry.IsCompressed ? _entry.Bytes * ReadingLimits.MaximumExpansion : MatEntry.TagBytes + _entry.Bytes;

    public MeasurementException Error(string subject, string message, Exception? cause = null) => _file.Error(
        _entry.IsCompressed
            ? $"{subject}, at byte {Position} of what is compressed from byte {_entry.DataOffset} on: {message}"
            : $"{subject}, at byte {_entry.Offset + Position}: {message}",
        cause);

    /// <summary>Fills a buffer.</summary>
    /// <exception cref="MeasurementException">The file or the inflated stream ends before.</exception>
    public void Read(Span<byte> bytes, string subject)
    {
        try
        {
            (_inflated ?? (Stream)_file.Stream).ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw Error(subject, "the file ends here: truncated", e);
        }
        catch (InvalidDataException e)
        {
            throw Error(subject, "cannot be inflated: damaged", e);
        }

        Position += bytes.Length;
        if (_inflated is not null)
        {
            _sum.Add(bytes);
        }
    }

    /// <summary>Goes on to a position.</summary>
    public void SkipTo(long position, string subject)
    {
        if (_inflated is null)
        {
            // Tags were held against the bounds of what contains them, so the place lies inside the file.
            _file.Stream.Position += position - Position;
            Position = position;
            return;
        }

        Span<byte> scratch = stackalloc byte[ScratchBytes];
        while (Position < position)
        {
            Read(scratch[..(int)Math.Min(scratch.Length, position - Position)], subject);
        }
    }

    /// <summary>Reads the tag of an element.</summary>
    /// <param name="end">Position that the element must not pass.</param>
    /// <param name="subject">The variable, for messages.</param>
    public MatTag ReadTag(long end, string subject)
    {
        if (end - Position < MatEntry.TagBytes)
        {
            throw Error(subject, $"{end - Position} bytes are left where an element of at least {MatEntry.TagBytes} was expected: damaged");
        }

        var start = Position;
        var word = ReadInteger(subject);
        var (small, type) = ((int)(word >> 16), (int)(word & 0xFFFF));
        if (small != 0)
        {
            // A small element keeps its data, at most four bytes, in the tag itself.
            return small <= 4
                ? new MatTag(type, small, start + MatEntry.TagBytes)
                : throw Error(subject, $"a small element claims {small} bytes; at most 4 were expected: damaged");
        }

        var bytes = ReadInteger(subject);
        return bytes <= end - Position
            ? new MatTag(type, bytes, Math.Min(end, Position + ((bytes + PaddedTo - 1) / PaddedTo * PaddedTo)))
            : throw Error(subject, $"an element claims {bytes} bytes, only {end - Position} are left: truncated or damaged");
    }

    /// <summary>Reads an unsigned integer of four bytes.</summary>
    public long ReadInteger(string subject)
    {
        Span<byte> bytes = stackalloc byte[4];
        Read(bytes, subject);
        return _order.Unsigned(bytes);
    }

    /// <summary>Compares the checksum of a compressed variable, once it was read to its end.</summary>
    /// <remarks>The decompressor does so itself, but takes a stream that stops before its checksum for a whole one.</remarks>
    public void RequireIntactEnd(long end, string subject)
    {
        SkipTo(end, subject);
        if (_inflated is null)
        {
            return;
        }

        Span<byte> expected = stackalloc byte[4];
        _file.Stream.Position = _entry.DataOffset + Math.Max(0, _entry.Bytes - expected.Length);
        _file.Stream.ReadExactly(expected);
        if (new ByteOrder(BigEndian: true).Unsigned(expected) != _sum.Value)
        {
            throw Error(subject, "the checksum of what was inflated is wrong: damaged");
        }
    }

    public void Dispose() => _inflated?.Dispose();
}

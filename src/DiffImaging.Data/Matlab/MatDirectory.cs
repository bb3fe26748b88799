namespace DiffImaging.Data;

/// <summary>The variables of a MATLAB file of version 5, by their outermost tags.</summary>
internal sealed class MatDirectory
{
    private const int HeaderBytes = 128;
    private const int VersionAt = 124;
    private const int Version5 = 0x0100;

    /// <summary>Each holds at least one number, so that a file of more is none that anybody made.</summary>
    private const int MaximumVariables = 1 << 14;

    private readonly SourceFile _file;

    private MatDirectory(SourceFile file, bool bigEndian) => (_file, BigEndian) = (file, bigEndian);

    public bool BigEndian { get; }

    public List<MatEntry> Entries { get; } = [];

    public static MatDirectory Read(SourceFile file)
    {
        var header = file.ReadStart(HeaderBytes);
        if (header.Length < HeaderBytes)
        {
            throw file.Error($"is a MATLAB file that ends inside its header of {HeaderBytes} bytes: truncated");
        }

        // The two letters were written as one number, 'M' in its higher byte.
        var marks = (header[^2], header[^1]);
        var bigEndian = marks == ((byte)'M', (byte)'I');
        var version = new ByteOrder(bigEndian).Unsigned(header.AsSpan(VersionAt, 2));
        if ((!bigEndian && marks != ((byte)'I', (byte)'M')) || version != Version5)
        {
            throw file.Error(
                $"is a MATLAB file of version {version:X4} with the byte order mark {Convert.ToHexString(header.AsSpan(HeaderBytes - 2))}; "
                + "version 5 (save -v6 or -v7) and 7.3 (HDF5) are read");
        }

        var directory = new MatDirectory(file, bigEndian);
        directory.ReadEntries();
        return directory;
    }

    public MatStream Open(MatEntry entry) => new(_file, entry, BigEndian);

    private void ReadEntries()
    {
        var order = new ByteOrder(BigEndian);
        Span<byte> tag = stackalloc byte[MatEntry.TagBytes];
        for (var offset = (long)HeaderBytes; offset < _file.Length;)
        {
            var left = _file.Length - offset - tag.Length;
            if (left < 0 || Entries.Count == MaximumVariables)
            {
                throw _file.Error(left < 0
                    ? $"ends inside the tag of a variable at byte {offset}: truncated"
                    : $"has more than {MaximumVariables} variables");
            }

            _file.Stream.Position = offset;
            _file.Stream.ReadExactly(tag);
            var (type, bytes) = (order.Unsigned(tag[..4]), order.Unsigned(tag[4..]));
            if (type is not (MatTypes.Matrix or MatTypes.Compressed))
            {
                throw _file.Error($"has an element of type {type} at byte {offset}, where a variable was expected: damaged");
            }

            if (bytes > left)
            {
                throw _file.Error($"the variable at byte {offset} claims {bytes} bytes, only {left} are left: truncated or damaged");
            }

            Entries.Add(new MatEntry(offset, bytes, type == MatTypes.Compressed));

            // Nothing pads what is compressed; an array is padded, but some writers leave it out behind the last one.
            var padding = type == MatTypes.Compressed ? 0 : -bytes & 7;
            offset += tag.Length + bytes + Math.Min(padding, left - bytes);
        }
    }
}

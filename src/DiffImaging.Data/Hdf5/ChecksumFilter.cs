using System.Buffers.Binary;
using PureHDF.Filters;

namespace DiffImaging.Data;

/// <summary>Compares the Fletcher checksum behind a chunk, and takes it off.</summary>
/// <remarks>It takes the place of the package's own, which gives wrong pixels for chunks that are not compressed as well.</remarks>
internal sealed class ChecksumFilter : IH5Filter
{
    private const int ChecksumBytes = 4;

    public ushort FilterId => 3;

    public string Name => "fletcher32";

    public Memory<byte> Filter(FilterInfo info)
    {
        if (!info.Flags.HasFlag(H5FilterFlags.Decompress))
        {
            throw new NotSupportedException("Nothing is written.");
        }

        var stored = info.Buffer.Span;
        var data = stored[..^ChecksumBytes];
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(stored[^ChecksumBytes..]);
        return info.Flags.HasFlag(H5FilterFlags.SkipEdc) || Sum(data) == expected
            ? data.ToArray()
            : throw new InvalidDataException("the checksum of a chunk is wrong");
    }

    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => [];

    /// <summary>Two sums over words of 16 bits, largest byte first, modulo 2¹⁶ − 1.</summary>
    private static uint Sum(ReadOnlySpan<byte> data)
    {
        const uint modulus = 65535;
        var (first, second) = (0u, 0u);
        for (var i = 0; i < data.Length; i += 2)
        {
            var word = (uint)(data[i] << 8) | (i + 1 < data.Length ? data[i + 1] : 0u);
            first = (first + word) % modulus;
            second = (second + first) % modulus;
        }

        return (second << 16) | first;
    }
}

using System.Buffers.Binary;

namespace DiffImaging.Data;

/// <summary>Byte order of a file.</summary>
internal readonly record struct ByteOrder(bool BigEndian)
{
    /// <summary>An unsigned integer of 1, 2, 4 or 8 bytes; larger than <see cref="long.MaxValue"/> is held at that.</summary>
    public long Unsigned(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => long.CreateSaturating(
            BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
    };
}

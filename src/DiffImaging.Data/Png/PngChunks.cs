using System.Buffers.Binary;
using System.Text;

namespace DiffImaging.Data;

/// <summary>The chunks of a PNG file that concern pixels, each checked by its CRC.</summary>
internal sealed class PngChunks
{
    private const int SignatureLength = 8;

    private PngChunks(PngHeader header, byte[] palette, MemoryStream data, long storedBytes)
    {
        Header = header;
        Palette = palette;
        Data = data;
        StoredBytes = storedBytes;
    }

    public PngHeader Header { get; }

    /// <summary>Red, green, blue of each palette entry; empty without a palette.</summary>
    public byte[] Palette { get; }

    /// <summary>The compressed pixels of all IDAT chunks, at their beginning; empty where they were skipped.</summary>
    public MemoryStream Data { get; }

    /// <summary>Bytes of all IDAT chunks.</summary>
    public long StoredBytes { get; }

    /// <param name="file">The file.</param>
    /// <param name="skipsPixels">Whether IDAT chunks are counted only: neither read nor checked by their CRC.</param>
    public static PngChunks Read(SourceFile file, bool skipsPixels = false)
    {
        PngHeader? header = null;
        byte[] palette = [];
        var data = new MemoryStream();
        var (offset, storedBytes) = ((long)SignatureLength, 0L);
        while (true)
        {
            var (type, length, content) = ReadChunk(file, offset, skipsPixels);
            switch (type)
            {
                case "IHDR" when header is null && offset == SignatureLength:
                    header = PngHeader.Parse(file, content);
                    break;
                case "PLTE":
                    palette = content;
                    break;
                case "IDAT":
                    data.Write(content);
                    storedBytes += length;
                    break;
                case "IEND":
                    data.Position = 0;
                    return new PngChunks(header ?? throw file.Error("is a PNG file without header"), palette, data, storedBytes);
                default:
                    if (char.IsAsciiLetterUpper(type[0]))
                    {
                        throw file.Error($"has the chunk {type} at byte {offset}, which is not known or not at its place");
                    }

                    break;
            }

            offset += 12 + length;
        }
    }

    private static (string Type, long Length, byte[] Content) ReadChunk(SourceFile file, long offset, bool skipsPixels)
    {
        if (offset > file.Length - 12)
        {
            throw file.Error($"ends at byte {file.Length}, before the PNG end chunk: truncated");
        }

        Span<byte> head = stackalloc byte[8];
        file.Stream.Position = offset;
        file.Stream.ReadExactly(head);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length > file.Length - offset - 12)
        {
            throw file.Error(
                $"the chunk at byte {offset} claims {length} bytes, beyond the file's end at {file.Length}: truncated or damaged");
        }

        var type = Encoding.Latin1.GetString(head[4..]);
        if (skipsPixels && type == "IDAT")
        {
            return (type, length, []);
        }

        var content = new byte[length];
        file.Stream.ReadExactly(content);
        Span<byte> stored = stackalloc byte[4];
        file.Stream.ReadExactly(stored);
        var crc = Crc32.Update(Crc32.Update(Crc32.Start, head[4..]), content) ^ Crc32.Start;
        return BinaryPrimitives.ReadUInt32BigEndian(stored) == crc
            ? (type, length, content)
            : throw file.Error($"the chunk at byte {offset} does not match its checksum: damaged");
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DiffImaging.Data.Tests;

/// <summary>Writes PNG files of every layout, with another row filter on each row.</summary>
internal sealed record TestPng
{
    private static readonly (int Row, int Column, int RowStep, int ColumnStep)[] Adam7 =
        [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)];

    public int Rows { get; init; } = 21;

    public int Columns { get; init; } = 35;

    public int Bits { get; init; } = 8;

    public byte ColorType { get; init; }

    public bool Interlaced { get; init; }

    public byte[] Palette { get; init; } = [];

    public Func<int, int, int, int> Value { get; init; } = (row, column, _) => Pattern.Code(0, row, column, 200);

    private int Samples => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public byte[] ToBytes()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Columns);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Rows);
        header[8] = (byte)Bits;
        header[9] = ColorType;
        header[12] = Interlaced ? (byte)1 : (byte)0;
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", header);
        Chunk(file, "gAMA", [0, 0, 0xB1, 0x8F]);   // 1/2.2: must change nothing
        if (Palette.Length > 0)
        {
            Chunk(file, "PLTE", Palette);
        }

        var data = Compress();
        Chunk(file, "IDAT", data[..(data.Length / 2)]);
        Chunk(file, "IDAT", data[(data.Length / 2)..]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void Chunk(Stream file, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Update(Crc32.Start, body) ^ Crc32.Start);
        file.Write(number);
    }

    private byte[] Compress()
    {
        using var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var (row, column, rowStep, columnStep) in Interlaced ? Adam7 : [(0, 0, 1, 1)])
            {
                var columns = (Columns - column + columnStep - 1) / columnStep;
                var above = new byte[((columns * Samples * Bits) + 7) / 8];
                for (var r = row; r < Rows && columns > 0; r += rowStep)
                {
                    var plain = PlainRow(r, column, columnStep, columns);
                    zlib.WriteByte((byte)(r / rowStep % 5));
                    zlib.Write(Filter(r / rowStep % 5, plain, above));
                    above = plain;
                }
            }
        }

        return bytes.ToArray();
    }

    private byte[] PlainRow(int row, int firstColumn, int step, int columns)
    {
        var bytes = new byte[((columns * Samples * Bits) + 7) / 8];
        for (var i = 0; i < columns * Samples; i++)
        {
            var code = Value(row, firstColumn + (i / Samples * step), i % Samples);
            if (Bits == 16)
            {
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), (ushort)code);
            }
            else
            {
                bytes[i * Bits / 8] |= (byte)(code << (8 - Bits - (i * Bits % 8)));
            }
        }

        return bytes;
    }

    private byte[] Filter(int filter, byte[] row, byte[] above)
    {
        var distance = Math.Max(1, Samples * Bits / 8);
        var result = new byte[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            int a = i >= distance ? row[i - distance] : 0;
            int b = above[i];
            int c = i >= distance ? above[i - distance] : 0;
            int p = a + b - c;
            int paeth = new[] { a, b, c }.MinBy(neighbour => Math.Abs(p - neighbour));   // the first of equals, as the specification asks
            result[i] = (byte)(row[i] - filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth });
        }

        return result;
    }
}

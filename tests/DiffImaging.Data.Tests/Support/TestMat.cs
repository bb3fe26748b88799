using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DiffImaging.Data.Tests;

/// <summary>Makes MATLAB files element by element, true or lying.</summary>
internal static class TestMat
{
    public const int HeaderBytes = 128;

    public static byte[] File(params byte[][] variables)
    {
        var header = new byte[HeaderBytes];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, made by a test").CopyTo(header, 0);
        (header[124], header[125], header[126], header[127]) = (0, 1, (byte)'I', (byte)'M');
        return [.. header, .. variables.SelectMany(v => v)];
    }

    public static byte[] Element(int type, byte[] data, int? claim = null) =>
        [.. Word(type), .. Word(claim ?? data.Length), .. data, .. new byte[-data.Length & 7]];

    public static byte[] Matrix(string name, int[] shape, double[] values, int kind = 6, int? claim = null) => Element(
        14,
        [.. Head(name, shape, kind), .. Element(9, [.. values.SelectMany(BitConverter.GetBytes)], claim)]);

    public static byte[] Head(string name, int[] shape, int kind) =>
    [
        .. Element(6, [.. Word(kind), .. Word(0)]),
        .. Element(5, [.. shape.SelectMany(Word)]),
        .. Element(1, Encoding.UTF8.GetBytes(name)),
    ];

    public static byte[] Compressed(byte[] element)
    {
        var stored = Deflate(element);
        return [.. Word(15), .. Word(stored.Length), .. stored];
    }

    public static byte[] Word(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Deflate(byte[] data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return target.ToArray();
    }
}

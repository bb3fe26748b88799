using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace DiffImaging.Data;

/// <summary>Writes NumPy <c>.npy</c> files, version 1, little endian, C order; each appears whole or not at all.</summary>
/// <remarks>Shapes go slowest index first; their product must be the number of values. Every method throws
/// <see cref="ArgumentException"/> where it is not, and <see cref="IOException"/> where the file cannot be written.</remarks>
public static class NpyWriter
{
    /// <summary>Data begin at a multiple of this many bytes, as NumPy's own do.</summary>
    private const int Alignment = 64;

    private const int BlockBytes = 1 << 16;

    /// <summary>Writes single precision (<c>&lt;f4</c>).</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="values">Values, last index fastest.</param>
    /// <param name="shape">Sizes.</param>
    public static void Write(string path, float[] values, params int[] shape) =>
        AtomicFile.Write(path, stream => WriteTo<float>(stream, ElementType.Single, values, shape));

    /// <summary>Writes double precision (<c>&lt;f8</c>).</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="values">Values, last index fastest.</param>
    /// <param name="shape">Sizes.</param>
    public static void Write(string path, double[] values, params int[] shape) =>
        AtomicFile.Write(path, stream => WriteTo<double>(stream, ElementType.Double, values, shape));

    /// <summary>Writes complex numbers of double precision (<c>&lt;c16</c>).</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="values">Values, last index fastest.</param>
    /// <param name="shape">Sizes.</param>
    public static void Write(string path, Complex[] values, params int[] shape) =>
        AtomicFile.Write(path, stream => WriteTo(stream, ElementType.ComplexDouble, Parts(values), shape));

    /// <summary>Writes complex numbers of single precision (<c>&lt;c8</c>) from their interleaved parts.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="parts">Real and imaginary parts in turn, last index fastest: twice as many values as the shape says.</param>
    /// <param name="shape">Sizes, counted in complex numbers.</param>
    public static void WriteComplexSingle(string path, float[] parts, params int[] shape) =>
        AtomicFile.Write(path, stream => WriteTo<float>(stream, ElementType.ComplexSingle, parts, shape));

    /// <summary>Writes a stack in single precision, [frames, rows, columns].</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="stack">The frames.</param>
    public static void Write(string path, ImageStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Write(path, stack.Pixels, stack.Frames, stack.Rows, stack.Columns);
    }

    /// <summary>Writes a stack in complex double precision, [frames, rows, columns].</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="stack">The frames.</param>
    public static void Write(string path, ComplexImageStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Write(path, stack.Pixels, stack.Frames, stack.Rows, stack.Columns);
    }

    internal static ReadOnlySpan<double> Parts(Complex[] values) => MemoryMarshal.Cast<Complex, double>(values);

    /// <summary>Writes header and elements; a complex type takes its parts, twice as many as the shape says.</summary>
    internal static void WriteTo<T>(Stream stream, ElementType element, ReadOnlySpan<T> values, int[] shape)
        where T : unmanaged
    {
        RequireShape(values.Length, shape, element.IsComplex ? 2 : 1);
        stream.Write(Header(element, shape));
        var bytes = new byte[BlockBytes];
        var size = element.ComponentBytes;
        for (var block = values; block.Length > 0;)
        {
            var count = Math.Min(block.Length, BlockBytes / size);
            var stored = bytes.AsSpan(0, count * size);
            MemoryMarshal.AsBytes(block[..count]).CopyTo(stored);
            for (var i = 0; i < stored.Length && !BitConverter.IsLittleEndian; i += size)
            {
                stored.Slice(i, size).Reverse();
            }

            stream.Write(stored);
            block = block[count..];
        }
    }

    private static void RequireShape(int values, int[] shape, int partsPerElement)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var expected = shape.Aggregate((Int128)partsPerElement, (product, length) => product * Math.Max(length, -1));
        if (expected != values || shape.Any(length => length < 0))
        {
            throw new ArgumentException(
                $"The array has {values} values; the shape ({string.Join(", ", shape)}) needs {expected}.", nameof(shape));
        }
    }

    private static byte[] Header(ElementType element, int[] shape)
    {
        var sizes = string.Join(", ", shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '<{element}', 'fortran_order': False, 'shape': ({sizes}{(shape.Length == 1 ? "," : "")}), }}";
        const int Start = 10;   // signature, two bytes of version, two of length
        var padded = ((Start + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - Start;
        var bytes = new byte[Start + padded];
        NpyHeader.Signature.CopyTo(bytes);
        bytes[6] = 1;
        bytes[8] = (byte)padded;
        bytes[9] = (byte)(padded >> 8);
        Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + "\n").CopyTo(bytes, Start);
        return bytes;
    }
}

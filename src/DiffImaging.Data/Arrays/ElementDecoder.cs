using System.Numerics;
using System.Runtime.InteropServices;

namespace DiffImaging.Data;

/// <summary>Turns the stored elements of an array into numbers, where a layout wants them.</summary>
internal static class ElementDecoder
{
    private const int BlockElements = 1 << 14;

    /// <typeparam name="T">float, double, or <see cref="Complex"/>; complex elements need <see cref="Complex"/>, as the header was checked for.</typeparam>
    /// <param name="source">The stored bytes.</param>
    /// <param name="element">Type of the stored elements.</param>
    /// <param name="bigEndian">True when they are stored with the largest byte first.</param>
    /// <param name="layout">Where they go; its size was checked against what is stored.</param>
    public static T[] Decode<T>(ElementSource source, ElementType element, bool bigEndian, ArrayLayout layout)
        where T : unmanaged, INumberBase<T>
    {
        var values = new T[layout.Count];
        var block = new T[Math.Min(BlockElements, values.Length)];
        var bytes = new byte[block.Length * element.Bytes];
        var scatter = layout.KeepsOrder ? null : new ElementScatter(layout);
        for (var done = 0; done < values.Length; done += block.Length)
        {
            var count = Math.Min(block.Length, values.Length - done);
            var stored = bytes.AsSpan(0, count * element.Bytes);
            source(stored, done);
            if (bigEndian == BitConverter.IsLittleEndian)
            {
                ReverseComponents(stored, element.ComponentBytes);
            }

            var target = scatter is null ? values.AsSpan(done, count) : block.AsSpan(0, count);
            Convert(element, stored, target);
            scatter?.Scatter<T>(target, values);
        }

        return values;
    }

    private static void ReverseComponents(Span<byte> bytes, int size)
    {
        for (var i = 0; i < bytes.Length && size > 1; i += size)
        {
            bytes.Slice(i, size).Reverse();
        }
    }

    private static void Convert<T>(ElementType element, ReadOnlySpan<byte> bytes, Span<T> target)
        where T : unmanaged, INumberBase<T>
    {
        switch (element.Kind, element.Bytes)
        {
            case ('b' or 'u', 1): Widen<byte, T>(bytes, target); break;
            case ('u', 2): Widen<ushort, T>(bytes, target); break;
            case ('u', 4): Widen<uint, T>(bytes, target); break;
            case ('u', 8): Widen<ulong, T>(bytes, target); break;
            case ('i', 1): Widen<sbyte, T>(bytes, target); break;
            case ('i', 2): Widen<short, T>(bytes, target); break;
            case ('i', 4): Widen<int, T>(bytes, target); break;
            case ('i', 8): Widen<long, T>(bytes, target); break;
            case ('f', 2): Widen<Half, T>(bytes, target); break;
            case ('f', 4): Widen<float, T>(bytes, target); break;
            case ('f', 8): Widen<double, T>(bytes, target); break;
            case ('c', 8): WidenComplex(MemoryMarshal.Cast<byte, float>(bytes), MemoryMarshal.Cast<T, Complex>(target)); break;
            default: bytes.CopyTo(MemoryMarshal.AsBytes(target)); break;   // c16: Complex is two doubles
        }
    }

    private static void Widen<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> target)
        where TStored : unmanaged, INumberBase<TStored>
        where T : INumberBase<T>
    {
        var stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = T.CreateSaturating(stored[i]);
        }
    }

    private static void WidenComplex(ReadOnlySpan<float> parts, Span<Complex> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = new Complex(parts[2 * i], parts[(2 * i) + 1]);
        }
    }
}

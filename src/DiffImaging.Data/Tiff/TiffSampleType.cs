using System.Numerics;
using System.Runtime.InteropServices;

namespace DiffImaging.Data;

/// <summary>Number type of the samples of a TIFF page.</summary>
/// <param name="Format">1 unsigned, 2 signed, 3 floating point.</param>
/// <param name="Bits">Bits of one sample.</param>
internal readonly record struct TiffSampleType(long Format, long Bits)
{
    public bool IsReadable => (Format, Bits) is (1 or 2, 8 or 16 or 32) or (3, 32 or 64);

    public int Bytes => (int)(Bits / 8);

    /// <summary>Largest code of an integer type, null for floating point.</summary>
    public double? MaximumCode => Format == 3 ? null : Math.Pow(2, Format == 1 ? Bits : Bits - 1) - 1;

    /// <summary>Converts decoded samples in the machine's byte order; 32-bit integers above 2²⁴ and doubles are rounded.</summary>
    public void ToSingle(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (Format, Bits)
        {
            case (1, 8): Convert<byte>(bytes, values); break;
            case (1, 16): Convert<ushort>(bytes, values); break;
            case (1, 32): Convert<uint>(bytes, values); break;
            case (2, 8): Convert<sbyte>(bytes, values); break;
            case (2, 16): Convert<short>(bytes, values); break;
            case (2, 32): Convert<int>(bytes, values); break;
            case (3, 32): Convert<float>(bytes, values); break;
            default: Convert<double>(bytes, values); break;
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumber<T>
    {
        var samples = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = float.CreateSaturating(samples[i]);
        }
    }
}

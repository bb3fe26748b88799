using System.Runtime.InteropServices;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>The forward FFT, without a factor, of eight lines side by side, one in each lane of a vector; of a length without prime factors beyond 5.</summary>
/// <remarks>Stockham's form, which leaves the result in order: passes of radix 5, 3 and 4, and a last one of radix 4 or 8. A number of the eight
/// lines takes sixteen floats: eight real parts, eight imaginary parts. With the two exchanged on both sides the transform is the inverse one
/// without its factor. Single precision; the factors come from double.</remarks>
internal sealed class LineTransform
{
    /// <summary>Lines that are transformed at once.</summary>
    public const int Lanes = 8;

    /// <summary>Floats that a number of all lines takes.</summary>
    public const int Step = 2 * Lanes;

    private readonly int _length;
    private readonly int _last;
    private readonly int[] _radices;           // of every pass but the last
    private readonly float[] _factors;         // exp(−2πi jp/n), j = 1 … radix − 1, for every p of each of them

    /// <param name="length">Length of a line; <see cref="Takes"/> holds for it.</param>
    public LineTransform(int length)
    {
        _length = length;
        (_radices, _last) = Divide(length);
        var factors = new List<float>();
        var n = length;
        foreach (var radix in _radices)
        {
            for (var p = 0; p < n / radix; p++)
            {
                for (var j = 1; j < radix; j++)
                {
                    var (sine, cosine) = Math.SinCos(-2 * Math.PI * j * p / n);
                    factors.AddRange([(float)cosine, (float)sine]);
                }
            }

            n /= radix;
        }

        _factors = [.. factors];
    }

    /// <summary>Whether this form can take lines of a length: a multiple of eight, from 16.</summary>
    public static bool Takes(int length) => length >= 16 && length % 8 == 0 && Divide(length).Last is 4 or 8;

    /// <summary>Transforms eight lines.</summary>
    /// <param name="lines">The lines; they are used up.</param>
    /// <param name="other">Room for as much.</param>
    /// <returns>The one of the two that holds the result.</returns>
    public Span<float> Run(Span<float> lines, Span<float> other)
    {
        ref var from = ref MemoryMarshal.GetReference(lines[..(Step * _length)]);
        ref var to = ref MemoryMarshal.GetReference(other[..(Step * _length)]);
        var factors = _factors.AsSpan();
        var isInLines = true;
        var (n, stride) = (_length, 1);
        foreach (var radix in _radices)
        {
            n /= radix;
            switch (radix)
            {
                case 3:
                    LinePass.Three(ref from, ref to, factors, n, stride);
                    break;
                case 4:
                    LinePass.Four(ref from, ref to, factors, n, stride);
                    break;
                default:
                    LinePass.Five(ref from, ref to, factors, n, stride);
                    break;
            }

            factors = factors[(2 * (radix - 1) * n)..];
            stride *= radix;
            ref var swap = ref from;
            from = ref to;
            to = ref swap;
            isInLines = !isInLines;
        }

        if (_last == 8)
        {
            LastPass.Eight(ref from, ref to, stride);
        }
        else
        {
            LastPass.Four(ref from, ref to, stride);
        }

        return isInLines ? other : lines;
    }

    private static (int[] Radices, int Last) Divide(int length)
    {
        var radices = new List<int>();
        foreach (var odd in (ReadOnlySpan<int>)[5, 3])
        {
            for (; length % odd == 0; length /= odd)
            {
                radices.Add(odd);
            }
        }

        for (; length > 8 && length % 4 == 0; length /= 4)
        {
            radices.Add(4);
        }

        return ([.. radices], length);
    }
}

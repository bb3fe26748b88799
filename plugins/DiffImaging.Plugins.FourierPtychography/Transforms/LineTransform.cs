using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>The forward FFT, without a factor, of eight lines side by side, one in each lane of a vector; a power of two's length.</summary>
/// <remarks>Stockham's form, which leaves the result in order: passes of radix 4 and, for an odd power, a last one of radix 8. A number of the eight
/// lines takes sixteen floats: eight real parts, eight imaginary parts. With the two exchanged on both sides the transform is the inverse one
/// without its factor. Single precision; the factors come from double.</remarks>
internal sealed class LineTransform
{
    /// <summary>Lines that are transformed at once.</summary>
    public const int Lanes = 8;

    /// <summary>Floats that a number of all lines takes.</summary>
    public const int Step = 2 * Lanes;

    private const float Diagonal = 0.70710678f;

    private readonly int _length;
    private readonly float[] _factors;         // exp(−2πi jp/n), j = 1, 2, 3, for every p of every pass but the last

    /// <param name="length">Length of a line; <see cref="Takes"/> holds for it.</param>
    public LineTransform(int length)
    {
        _length = length;
        var factors = new List<float>();
        for (var n = length; n > 8; n /= 4)
        {
            for (var p = 0; p < n / 4; p++)
            {
                for (var j = 1; j <= 3; j++)
                {
                    var (sine, cosine) = Math.SinCos(-2 * Math.PI * j * p / n);
                    factors.AddRange([(float)cosine, (float)sine]);
                }
            }
        }

        _factors = [.. factors];
    }

    /// <summary>Whether this form can take lines of a length.</summary>
    public static bool Takes(int length) => length >= 16 && BitOperations.IsPow2(length);

    /// <summary>Transforms eight lines.</summary>
    /// <param name="lines">The lines; they are used up.</param>
    /// <param name="other">Room for as much.</param>
    /// <returns>The one of the two that holds the result.</returns>
    public Span<float> Run(Span<float> lines, Span<float> other)
    {
        ref var from = ref MemoryMarshal.GetReference(lines[..(Step * _length)]);
        ref var to = ref MemoryMarshal.GetReference(other[..(Step * _length)]);
        ref var factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        var isInLines = true;
        var (n, stride) = (_length, 1);
        for (; n > 8; n /= 4, stride *= 4)
        {
            Quarter(ref from, ref to, ref factors, n / 4, stride);
            factors = ref Unsafe.Add(ref factors, 6 * (n / 4));
            ref var swap = ref from;
            from = ref to;
            to = ref swap;
            isInLines = !isInLines;
        }

        if (n == 8)
        {
            LastEight(ref from, ref to, stride);
        }
        else
        {
            LastFour(ref from, ref to, stride);
        }

        return isInLines ? other : lines;
    }

    private static void Quarter(ref float from, ref float to, ref float factors, int count, int stride)
    {
        for (var p = 0; p < count; p++)
        {
            ref var factor = ref Unsafe.Add(ref factors, 6 * p);
            var (r1, i1) = (Vector256.Create(factor), Vector256.Create(Unsafe.Add(ref factor, 1)));
            var (r2, i2) = (Vector256.Create(Unsafe.Add(ref factor, 2)), Vector256.Create(Unsafe.Add(ref factor, 3)));
            var (r3, i3) = (Vector256.Create(Unsafe.Add(ref factor, 4)), Vector256.Create(Unsafe.Add(ref factor, 5)));
            for (var q = 0; q < stride; q++)
            {
                ref var source = ref Unsafe.Add(ref from, Step * (q + stride * p));
                ref var target = ref Unsafe.Add(ref to, Step * (q + stride * 4 * p));
                var (step, next) = (Step * stride * count, Step * stride);
                var (ar, ai) = (Real(ref source, 0), Imaginary(ref source, 0));
                var (br, bi) = (Real(ref source, step), Imaginary(ref source, step));
                var (cr, ci) = (Real(ref source, 2 * step), Imaginary(ref source, 2 * step));
                var (dr, di) = (Real(ref source, 3 * step), Imaginary(ref source, 3 * step));
                var (sr, si, tr, ti) = (ar + cr, ai + ci, ar - cr, ai - ci);
                var (ur, ui, vr, vi) = (br + dr, bi + di, bi - di, dr - br);
                Put(ref target, 0, sr + ur, si + ui);
                Turn(ref target, next, tr + vr, ti + vi, r1, i1);
                Turn(ref target, 2 * next, sr - ur, si - ui, r2, i2);
                Turn(ref target, 3 * next, tr - vr, ti - vi, r3, i3);
            }
        }
    }

    private static void LastFour(ref float from, ref float to, int stride)
    {
        for (var q = 0; q < stride; q++)
        {
            ref var source = ref Unsafe.Add(ref from, Step * q);
            ref var target = ref Unsafe.Add(ref to, Step * q);
            var step = Step * stride;
            var (ar, ai) = (Real(ref source, 0), Imaginary(ref source, 0));
            var (br, bi) = (Real(ref source, step), Imaginary(ref source, step));
            var (cr, ci) = (Real(ref source, 2 * step), Imaginary(ref source, 2 * step));
            var (dr, di) = (Real(ref source, 3 * step), Imaginary(ref source, 3 * step));
            var (sr, si, tr, ti) = (ar + cr, ai + ci, ar - cr, ai - ci);
            var (ur, ui, vr, vi) = (br + dr, bi + di, bi - di, dr - br);
            Put(ref target, 0, sr + ur, si + ui);
            Put(ref target, step, tr + vr, ti + vi);
            Put(ref target, 2 * step, sr - ur, si - ui);
            Put(ref target, 3 * step, tr - vr, ti - vi);
        }
    }

    private static void LastEight(ref float from, ref float to, int stride)
    {
        var step = Step * stride;
        for (var q = 0; q < stride; q++)
        {
            ref var source = ref Unsafe.Add(ref from, Step * q);
            ref var target = ref Unsafe.Add(ref to, Step * q);

            // Even numbers of the spectrum from the sums of opposite numbers, odd ones from their differences, turned by eighths.
            var (ar, ai) = (Real(ref source, 0) + Real(ref source, 4 * step), Imaginary(ref source, 0) + Imaginary(ref source, 4 * step));
            var (br, bi) = (Real(ref source, step) + Real(ref source, 5 * step), Imaginary(ref source, step) + Imaginary(ref source, 5 * step));
            var (cr, ci) = (Real(ref source, 2 * step) + Real(ref source, 6 * step), Imaginary(ref source, 2 * step) + Imaginary(ref source, 6 * step));
            var (dr, di) = (Real(ref source, 3 * step) + Real(ref source, 7 * step), Imaginary(ref source, 3 * step) + Imaginary(ref source, 7 * step));
            Four(ref target, 0, 2 * step, ar, ai, br, bi, cr, ci, dr, di);
            (ar, ai) = (Real(ref source, 0) - Real(ref source, 4 * step), Imaginary(ref source, 0) - Imaginary(ref source, 4 * step));
            (br, bi) = (Real(ref source, step) - Real(ref source, 5 * step), Imaginary(ref source, step) - Imaginary(ref source, 5 * step));
            (ci, cr) = (Real(ref source, 6 * step) - Real(ref source, 2 * step), Imaginary(ref source, 2 * step) - Imaginary(ref source, 6 * step));
            (dr, di) = (Real(ref source, 3 * step) - Real(ref source, 7 * step), Imaginary(ref source, 3 * step) - Imaginary(ref source, 7 * step));
            Four(ref target, step, 2 * step, ar, ai, Diagonal * (br + bi), Diagonal * (bi - br), cr, ci, Diagonal * (di - dr), -Diagonal * (dr + di));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        ref float target, int at, int step,
        Vector256<float> ar, Vector256<float> ai, Vector256<float> br, Vector256<float> bi, Vector256<float> cr, Vector256<float> ci, Vector256<float> dr, Vector256<float> di)
    {
        var (sr, si, tr, ti) = (ar + cr, ai + ci, ar - cr, ai - ci);
        var (ur, ui, vr, vi) = (br + dr, bi + di, bi - di, dr - br);
        Put(ref target, at, sr + ur, si + ui);
        Put(ref target, at + step, tr + vr, ti + vi);
        Put(ref target, at + 2 * step, sr - ur, si - ui);
        Put(ref target, at + 3 * step, tr - vr, ti - vi);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref float target, int at, Vector256<float> real, Vector256<float> imaginary, Vector256<float> cosine, Vector256<float> sine) => Put(
        ref target, at,
        Vector256.MultiplyAddEstimate(real, cosine, -(imaginary * sine)),
        Vector256.MultiplyAddEstimate(real, sine, imaginary * cosine));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Real(ref float numbers, int at) => Vector256.LoadUnsafe(ref numbers, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Imaginary(ref float numbers, int at) => Vector256.LoadUnsafe(ref numbers, (nuint)(at + Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float numbers, int at, Vector256<float> real, Vector256<float> imaginary)
    {
        real.StoreUnsafe(ref numbers, (nuint)at);
        imaginary.StoreUnsafe(ref numbers, (nuint)(at + Lanes));
    }
}

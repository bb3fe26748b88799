using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static DiffImaging.Plugins.FourierPtychography.Transforms.LineNumber;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>The last pass of a <see cref="LineTransform"/>, which has no factors.</summary>
internal static class LastPass
{
    private const int Step = LineTransform.Step;
    private const float Diagonal = 0.70710678f;

    /// <summary>Of radix 4.</summary>
    /// <inheritdoc cref="Eight" path="/param"/>
    public static void Four(ref float from, ref float to, int stride)
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

    /// <summary>Of radix 8.</summary>
    /// <param name="from">The lines.</param>
    /// <param name="to">Takes the result.</param>
    /// <param name="stride">Product of the earlier passes' radices.</param>
    public static void Eight(ref float from, ref float to, int stride)
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
            Quarters(ref target, 0, 2 * step, ar, ai, br, bi, cr, ci, dr, di);
            (ar, ai) = (Real(ref source, 0) - Real(ref source, 4 * step), Imaginary(ref source, 0) - Imaginary(ref source, 4 * step));
            (br, bi) = (Real(ref source, step) - Real(ref source, 5 * step), Imaginary(ref source, step) - Imaginary(ref source, 5 * step));
            (ci, cr) = (Real(ref source, 6 * step) - Real(ref source, 2 * step), Imaginary(ref source, 2 * step) - Imaginary(ref source, 6 * step));
            (dr, di) = (Real(ref source, 3 * step) - Real(ref source, 7 * step), Imaginary(ref source, 3 * step) - Imaginary(ref source, 7 * step));
            Quarters(ref target, step, 2 * step, ar, ai, Diagonal * (br + bi), Diagonal * (bi - br), cr, ci, Diagonal * (di - dr), -Diagonal * (dr + di));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(
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
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static DiffImaging.Plugins.FourierPtychography.Transforms.LineNumber;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>A pass of a <see cref="LineTransform"/>, by its radix.</summary>
internal static class LinePass
{
    private const int Step = LineTransform.Step;

    // Sines of 120°, 72° and 144°; cosines of the latter two.
    private const float Sine3 = 0.8660254f;
    private const float Sine5 = 0.95105652f;
    private const float SecondSine5 = 0.58778525f;
    private const float Cosine5 = 0.30901699f;
    private const float SecondCosine5 = -0.80901699f;

    /// <summary>Of radix 3.</summary>
    /// <inheritdoc cref="Four" path="/param"/>
    public static void Three(ref float from, ref float to, ReadOnlySpan<float> factors, int count, int stride)
    {
        var (step, next) = (Step * stride * count, Step * stride);
        for (var p = 0; p < count; p++)
        {
            ref var factor = ref Unsafe.Add(ref MemoryMarshal.GetReference(factors), 4 * p);
            var (r1, i1) = (Vector256.Create(factor), Vector256.Create(Unsafe.Add(ref factor, 1)));
            var (r2, i2) = (Vector256.Create(Unsafe.Add(ref factor, 2)), Vector256.Create(Unsafe.Add(ref factor, 3)));
            for (var q = 0; q < stride; q++)
            {
                ref var source = ref Unsafe.Add(ref from, Step * (q + stride * p));
                ref var target = ref Unsafe.Add(ref to, Step * (q + stride * 3 * p));
                var (ar, ai) = (Real(ref source, 0), Imaginary(ref source, 0));
                var (br, bi) = (Real(ref source, step), Imaginary(ref source, step));
                var (cr, ci) = (Real(ref source, 2 * step), Imaginary(ref source, 2 * step));
                var (sr, si) = (br + cr, bi + ci);
                var (mr, mi) = (ar + -0.5f * sr, ai + -0.5f * si);
                var (ur, ui) = (Sine3 * (bi - ci), Sine3 * (cr - br));
                Put(ref target, 0, ar + sr, ai + si);
                Turn(ref target, next, mr + ur, mi + ui, r1, i1);
                Turn(ref target, 2 * next, mr - ur, mi - ui, r2, i2);
            }
        }
    }

    /// <summary>Of radix 4.</summary>
    /// <param name="from">The lines.</param>
    /// <param name="to">Takes the result.</param>
    /// <param name="factors">Cosine and sine for each power of each of the pass's transforms.</param>
    /// <param name="count">Length of the transforms that are left to later passes.</param>
    /// <param name="stride">Product of the earlier passes' radices.</param>
    public static void Four(ref float from, ref float to, ReadOnlySpan<float> factors, int count, int stride)
    {
        for (var p = 0; p < count; p++)
        {
            ref var factor = ref Unsafe.Add(ref MemoryMarshal.GetReference(factors), 6 * p);
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

    /// <summary>Of radix 5.</summary>
    /// <inheritdoc cref="Four" path="/param"/>
    public static void Five(ref float from, ref float to, ReadOnlySpan<float> factors, int count, int stride)
    {
        var (step, next) = (Step * stride * count, Step * stride);
        for (var p = 0; p < count; p++)
        {
            ref var factor = ref Unsafe.Add(ref MemoryMarshal.GetReference(factors), 8 * p);
            var (r1, i1) = (Vector256.Create(factor), Vector256.Create(Unsafe.Add(ref factor, 1)));
            var (r2, i2) = (Vector256.Create(Unsafe.Add(ref factor, 2)), Vector256.Create(Unsafe.Add(ref factor, 3)));
            var (r3, i3) = (Vector256.Create(Unsafe.Add(ref factor, 4)), Vector256.Create(Unsafe.Add(ref factor, 5)));
            var (r4, i4) = (Vector256.Create(Unsafe.Add(ref factor, 6)), Vector256.Create(Unsafe.Add(ref factor, 7)));
            for (var q = 0; q < stride; q++)
            {
                ref var source = ref Unsafe.Add(ref from, Step * (q + stride * p));
                ref var target = ref Unsafe.Add(ref to, Step * (q + stride * 5 * p));
                var (ar, ai) = (Real(ref source, 0), Imaginary(ref source, 0));
                var (br, bi) = (Real(ref source, step), Imaginary(ref source, step));
                var (er, ei) = (Real(ref source, 4 * step), Imaginary(ref source, 4 * step));
                var (cr, ci) = (Real(ref source, 2 * step), Imaginary(ref source, 2 * step));
                var (dr, di) = (Real(ref source, 3 * step), Imaginary(ref source, 3 * step));

                // Sums of opposite numbers make the parts that all share a sign in, differences the others; −i exchanges real and imaginary.
                var (sr, si, tr, ti) = (br + er, bi + ei, cr + dr, ci + di);
                var (ur, ui, vr, vi) = (bi - ei, er - br, ci - di, dr - cr);
                var (mr, mi) = (ar + Cosine5 * sr + SecondCosine5 * tr, ai + Cosine5 * si + SecondCosine5 * ti);
                var (nr, ni) = (ar + SecondCosine5 * sr + Cosine5 * tr, ai + SecondCosine5 * si + Cosine5 * ti);
                var (xr, xi) = (Sine5 * ur + SecondSine5 * vr, Sine5 * ui + SecondSine5 * vi);
                var (yr, yi) = (SecondSine5 * ur - Sine5 * vr, SecondSine5 * ui - Sine5 * vi);
                Put(ref target, 0, ar + sr + tr, ai + si + ti);
                Turn(ref target, next, mr + xr, mi + xi, r1, i1);
                Turn(ref target, 2 * next, nr + yr, ni + yi, r2, i2);
                Turn(ref target, 3 * next, nr - yr, ni - yi, r3, i3);
                Turn(ref target, 4 * next, mr - xr, mi - xi, r4, i4);
            }
        }
    }
}

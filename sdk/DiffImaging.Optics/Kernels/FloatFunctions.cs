using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DiffImaging.Optics.Kernels;

/// <summary>Elementary functions of eight numbers in single precision throughout; those of the runtime go through double precision and take
/// three times as long.</summary>
public static class FloatFunctions
{
    /// <summary>Computes eˣ, to 2 units in the last place; 0 below −87 and a huge number above 88.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        // 2ⁿ eʳ with |r| ≤ ln 2 / 2; ln 2 in two parts, the first exact times any n that occurs.
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-87.3f)), Vector256.Create(88f));
        var n = Vector256.Round(x * 1.44269504f);
        var r = Less(Less(x, n, 0.693359375f), n, -2.12194440e-4f);
        var p = Vector256.Create(1.9875691500e-4f);
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1.3981999507e-3f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(8.3334519073e-3f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(4.1665795894e-2f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1.6666665459e-1f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(5.0000001201e-1f));
        p = Vector256.MultiplyAddEstimate(p, r * r, r + Vector256<float>.One);
        var scale = Vector256.ShiftLeft(Vector256.ConvertToInt32(n) + Vector256.Create(127), 23).AsSingle();
        return p * scale;
    }

    /// <summary>Computes sine and cosine, to 10⁻⁷ for arguments up to some thousands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Sine, Vector256<float> Cosine) SinCos(Vector256<float> x)
    {
        // x = n π/2 + r with |r| ≤ π/4; π/2 in three parts, of which the first two are exact times any n that occurs.
        var n = Vector256.Round(x * 0.636619772f);
        var r = Less(Less(Less(x, n, 1.5703125f), n, 4.837512969970703e-4f), n, 7.54978995489188216e-8f);
        var square = r * r;
        var s = Vector256.Create(-1.9515295891e-4f);
        s = Vector256.MultiplyAddEstimate(s, square, Vector256.Create(8.3321608736e-3f));
        s = Vector256.MultiplyAddEstimate(s, square, Vector256.Create(-1.6666654611e-1f));
        s = Vector256.MultiplyAddEstimate(s, square * r, r);
        var c = Vector256.Create(2.443315711809948e-5f);
        c = Vector256.MultiplyAddEstimate(c, square, Vector256.Create(-1.388731625493765e-3f));
        c = Vector256.MultiplyAddEstimate(c, square, Vector256.Create(4.166664568298827e-2f));
        c = Vector256.MultiplyAddEstimate(c, square * square, Less(Vector256<float>.One, square, 0.5f));

        // Odd quarters exchange the two, every other pair of quarters changes a sign.
        var quarter = Vector256.ConvertToInt32(n);
        var isOdd = Vector256.Equals(quarter & Vector256<int>.One, Vector256<int>.One).AsSingle();
        var sineSign = Vector256.ShiftLeft(quarter & Vector256.Create(2), 30).AsSingle();
        var cosineSign = Vector256.ShiftLeft((quarter + Vector256<int>.One) & Vector256.Create(2), 30).AsSingle();
        return (Vector256.ConditionalSelect(isOdd, c, s) ^ sineSign, Vector256.ConditionalSelect(isOdd, s, c) ^ cosineSign);
    }

    // x − n c.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Less(Vector256<float> x, Vector256<float> n, float c) => Vector256.MultiplyAddEstimate(n, Vector256.Create(-c), x);
}

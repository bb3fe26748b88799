using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DiffImaging.Optics.Propagation;

/// <summary>Products of rows of complex64, real and imaginary part in turn.</summary>
internal static class ComplexRow
{
    private static readonly Vector256<float> Alternating = Vector256.Create(-1f, 1f, -1f, 1f, -1f, 1f, -1f, 1f);

    /// <summary>result = a b c.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, (float Real, float Imaginary) c, Span<float> result)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var target = ref MemoryMarshal.GetReference(result);
        var turn = c.Imaginary * Alternating;
        var j = 0;
        for (; j <= a.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var factor = Vector256.LoadUnsafe(ref right, (nuint)j);
            var both = factor * c.Real + Swap(factor) * turn;
            var value = Vector256.LoadUnsafe(ref left, (nuint)j);
            (value * Reals(both) + Swap(value) * (Imaginaries(both) * Alternating)).StoreUnsafe(ref target, (nuint)j);
        }

        for (; j < a.Length; j += 2)
        {
            var (re, im) = (b[j] * c.Real - b[j + 1] * c.Imaginary, b[j + 1] * c.Real + b[j] * c.Imaginary);
            (result[j], result[j + 1]) = (a[j] * re - a[j + 1] * im, a[j + 1] * re + a[j] * im);
        }
    }

    /// <summary>result = a conj(b c).</summary>
    public static void MultiplyConjugate(ReadOnlySpan<float> a, ReadOnlySpan<float> b, (float Real, float Imaginary) c, Span<float> result)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var target = ref MemoryMarshal.GetReference(result);
        var turn = c.Imaginary * Alternating;
        var j = 0;
        for (; j <= a.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var factor = Vector256.LoadUnsafe(ref right, (nuint)j);
            var both = factor * c.Real + Swap(factor) * turn;
            var value = Vector256.LoadUnsafe(ref left, (nuint)j);
            (value * Reals(both) - Swap(value) * (Imaginaries(both) * Alternating)).StoreUnsafe(ref target, (nuint)j);
        }

        for (; j < a.Length; j += 2)
        {
            var (re, im) = (b[j] * c.Real - b[j + 1] * c.Imaginary, b[j + 1] * c.Real + b[j] * c.Imaginary);
            (result[j], result[j + 1]) = (a[j] * re + a[j + 1] * im, a[j + 1] * re - a[j] * im);
        }
    }

    /// <summary>sum += a.</summary>
    public static void Add(ReadOnlySpan<float> a, Span<float> sum)
    {
        ref var term = ref MemoryMarshal.GetReference(a);
        ref var target = ref MemoryMarshal.GetReference(sum);
        var j = 0;
        for (; j <= a.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref target, (nuint)j) + Vector256.LoadUnsafe(ref term, (nuint)j)).StoreUnsafe(ref target, (nuint)j);
        }

        for (; j < a.Length; j++)
        {
            sum[j] += a[j];
        }
    }

    /// <summary>Σ Re(conj(a) i b), plain and with weights.</summary>
    /// <param name="a">a.</param>
    /// <param name="b">b.</param>
    /// <param name="weights">+w, −w for each number.</param>
    public static (double Plain, double Weighted) Twist(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> weights)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        var (plain, weighted) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var j = 0;
        for (; j <= a.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var term = Swap(Vector256.LoadUnsafe(ref left, (nuint)j)) * Vector256.LoadUnsafe(ref right, (nuint)j);
            plain -= Widened(term * Alternating);
            weighted += Widened(term * Vector256.LoadUnsafe(ref weight, (nuint)j));
        }

        var (all, some) = (Vector256.Sum(plain), Vector256.Sum(weighted));
        for (; j < a.Length; j += 2)
        {
            var twist = (double)a[j + 1] * b[j] - (double)a[j] * b[j + 1];
            all += twist;
            some += weights[j] * twist;
        }

        return (all, some);
    }

    private static Vector256<double> Widened(Vector256<float> value)
    {
        var (low, high) = Vector256.Widen(value);
        return low + high;
    }

    private static Vector256<float> Swap(Vector256<float> value) => Vector256.Shuffle(value, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    private static Vector256<float> Reals(Vector256<float> value) => Vector256.Shuffle(value, Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6));

    private static Vector256<float> Imaginaries(Vector256<float> value) => Vector256.Shuffle(value, Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7));
}

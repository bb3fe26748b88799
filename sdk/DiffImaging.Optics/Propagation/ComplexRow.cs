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

    /// <summary>sum += a conj(b c).</summary>
    public static void AddConjugate(ReadOnlySpan<float> a, ReadOnlySpan<float> b, (float Real, float Imaginary) c, Span<float> sum)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var target = ref MemoryMarshal.GetReference(sum);
        var turn = c.Imaginary * Alternating;
        var j = 0;
        for (; j <= a.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var product = Conjugate(Vector256.LoadUnsafe(ref left, (nuint)j), Vector256.LoadUnsafe(ref right, (nuint)j), c.Real, turn);
            (Vector256.LoadUnsafe(ref target, (nuint)j) + product).StoreUnsafe(ref target, (nuint)j);
        }

        for (; j < a.Length; j += 2)
        {
            var (real, imaginary) = Conjugate(a, b, c, j);
            (sum[j], sum[j + 1]) = (sum[j] + real, sum[j + 1] + imaginary);
        }
    }

    /// <summary>As <see cref="AddConjugate"/>, and Σ Re(conj(p) i s) of the product p on the way: plain and with two sets of weights.</summary>
    /// <remarks>Sums over a row are in single precision, one for each lane.</remarks>
    /// <param name="a">a.</param>
    /// <param name="b">b.</param>
    /// <param name="c">c.</param>
    /// <param name="sum">Takes the product.</param>
    /// <param name="s">s.</param>
    /// <param name="first">+w, −w for each number.</param>
    /// <param name="second">Likewise.</param>
    public static (double Plain, double First, double Second) AddConjugateWithTwist(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, (float Real, float Imaginary) c, Span<float> sum, ReadOnlySpan<float> s, ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var target = ref MemoryMarshal.GetReference(sum);
        ref var other = ref MemoryMarshal.GetReference(s);
        ref var one = ref MemoryMarshal.GetReference(first);
        ref var two = ref MemoryMarshal.GetReference(second);
        var turn = c.Imaginary * Alternating;
        var (plain, firsts, seconds) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var j = 0;
        for (; j <= a.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var product = Conjugate(Vector256.LoadUnsafe(ref left, (nuint)j), Vector256.LoadUnsafe(ref right, (nuint)j), c.Real, turn);
            (Vector256.LoadUnsafe(ref target, (nuint)j) + product).StoreUnsafe(ref target, (nuint)j);
            var term = Swap(product) * Vector256.LoadUnsafe(ref other, (nuint)j);
            plain -= term * Alternating;
            firsts += term * Vector256.LoadUnsafe(ref one, (nuint)j);
            seconds += term * Vector256.LoadUnsafe(ref two, (nuint)j);
        }

        var (all, some, others) = (Total(plain), Total(firsts), Total(seconds));
        for (; j < a.Length; j += 2)
        {
            var (real, imaginary) = Conjugate(a, b, c, j);
            (sum[j], sum[j + 1]) = (sum[j] + real, sum[j + 1] + imaginary);
            var twist = (double)imaginary * s[j] - (double)real * s[j + 1];
            (all, some, others) = (all + twist, some + first[j] * twist, others + second[j] * twist);
        }

        return (all, some, others);
    }

    private static Vector256<float> Conjugate(Vector256<float> a, Vector256<float> b, float real, Vector256<float> turn)
    {
        var both = b * real + Swap(b) * turn;
        return a * Reals(both) - Swap(a) * (Imaginaries(both) * Alternating);
    }

    private static (float Real, float Imaginary) Conjugate(ReadOnlySpan<float> a, ReadOnlySpan<float> b, (float Real, float Imaginary) c, int j)
    {
        var (re, im) = (b[j] * c.Real - b[j + 1] * c.Imaginary, b[j + 1] * c.Real + b[j] * c.Imaginary);
        return (a[j] * re + a[j + 1] * im, a[j + 1] * re - a[j] * im);
    }

    private static double Total(Vector256<float> value)
    {
        var (low, high) = Vector256.Widen(value);
        return Vector256.Sum(low + high);
    }

    private static Vector256<float> Swap(Vector256<float> value) => Vector256.Shuffle(value, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    private static Vector256<float> Reals(Vector256<float> value) => Vector256.Shuffle(value, Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6));

    private static Vector256<float> Imaginaries(Vector256<float> value) => Vector256.Shuffle(value, Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7));
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>The arithmetic of one row of a float32 image, eight numbers at a time.</summary>
/// <remarks>A row has <c>columns · stride</c> numbers: stride 1 for a real image, 2 for a complex one (real and imaginary
/// part in turn), so that the neighbour across is one stride away and each part is treated alike. Only the modulus couples them.
/// Every method computes a number from the same operations wherever it lies: rows may be shared out to threads in any way.</remarks>
internal static class VariationRows
{
    /// <summary>Computes x = v + t div p for a row.</summary>
    /// <param name="image">v.</param>
    /// <param name="above">The dual downwards of the row above; zeros for the first row.</param>
    /// <param name="down">The dual downwards.</param>
    /// <param name="across">The dual to the right.</param>
    /// <param name="step">t.</param>
    /// <param name="stride">Numbers of a pixel.</param>
    /// <param name="result">x; where it is longer, its last pixel is repeated once.</param>
    public static void Primal(
        ReadOnlySpan<float> image, ReadOnlySpan<float> above, ReadOnlySpan<float> down, ReadOnlySpan<float> across,
        float step, int stride, Span<float> result)
    {
        var width = image.Length;
        var j = 0;
        for (; j < stride; j++)
        {
            result[j] = image[j] + step * (down[j] - above[j] + across[j]);
        }

        ref var v = ref MemoryMarshal.GetReference(image);
        ref var a = ref MemoryMarshal.GetReference(above);
        ref var d = ref MemoryMarshal.GetReference(down);
        ref var c = ref MemoryMarshal.GetReference(across);
        ref var x = ref MemoryMarshal.GetReference(result);
        for (; j <= width - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var divergence = Load(ref d, j) - Load(ref a, j) + (Load(ref c, j) - Load(ref c, j - stride));
            (Load(ref v, j) + step * divergence).StoreUnsafe(ref x, (nuint)j);
        }

        for (; j < width; j++)
        {
            result[j] = image[j] + step * (down[j] - above[j] + (across[j] - across[j - stride]));
        }

        for (; j < result.Length; j++)
        {
            result[j] = result[j - stride];
        }
    }

    /// <summary>Computes p ← Π(p + rate ∇x) for a row.</summary>
    /// <param name="x">x, one pixel longer than the row.</param>
    /// <param name="below">x of the row below; the row itself for the last one.</param>
    /// <param name="rate">τ / t.</param>
    /// <param name="stride">Numbers of a pixel.</param>
    /// <param name="down">The dual downwards; changed.</param>
    /// <param name="across">The dual to the right; changed.</param>
    public static void Dual(
        ReadOnlySpan<float> x, ReadOnlySpan<float> below, float rate, int stride, Span<float> down, Span<float> across)
    {
        var width = down.Length;
        ref var here = ref MemoryMarshal.GetReference(x);
        ref var next = ref MemoryMarshal.GetReference(below);
        ref var d = ref MemoryMarshal.GetReference(down);
        ref var c = ref MemoryMarshal.GetReference(across);
        var j = 0;
        for (; j <= width - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var value = Load(ref here, j);
            var p = Load(ref d, j) + rate * (Load(ref next, j) - value);
            var q = Load(ref c, j) + rate * (Load(ref here, j + stride) - value);
            var scale = Vector256<float>.One / Vector256.Sqrt(Vector256.Max(SquaredModulus(p, q, stride), Vector256<float>.One));
            (p * scale).StoreUnsafe(ref d, (nuint)j);
            (q * scale).StoreUnsafe(ref c, (nuint)j);
        }

        for (; j < width; j += stride)
        {
            var squared = 0f;
            for (var k = j; k < j + stride; k++)
            {
                down[k] += rate * (below[k] - x[k]);
                across[k] += rate * (x[k + stride] - x[k]);
                squared += down[k] * down[k] + across[k] * across[k];
            }

            var scale = 1 / MathF.Sqrt(MathF.Max(squared, 1));
            for (var k = j; k < j + stride; k++)
            {
                down[k] *= scale;
                across[k] *= scale;
            }
        }
    }

    /// <summary>Computes Σ |∇x|² / (√(|∇x|² + ε²) + ε) over a row.</summary>
    /// <param name="x">The row.</param>
    /// <param name="below">The row below; the row itself for the last one.</param>
    /// <param name="smoothing">ε.</param>
    /// <param name="stride">Numbers of a pixel.</param>
    public static double Sum(ReadOnlySpan<float> x, ReadOnlySpan<float> below, float smoothing, int stride)
    {
        var width = x.Length;
        ref var here = ref MemoryMarshal.GetReference(x);
        ref var next = ref MemoryMarshal.GetReference(below);
        var (epsilon, epsilonSquared) = (Vector256.Create(smoothing), Vector256.Create(smoothing * smoothing));
        var sum = Vector256<float>.Zero;
        var j = 0;
        for (; j <= width - stride - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var value = Load(ref here, j);
            var squared = SquaredModulus(Load(ref next, j) - value, Load(ref here, j + stride) - value, stride);
            sum += squared / (Vector256.Sqrt(squared + epsilonSquared) + epsilon);
        }

        // A complex pixel was counted in both of its numbers.
        var total = (double)Vector256.Sum(sum) / stride;
        for (; j < width; j += stride)
        {
            var squared = 0f;
            for (var k = j; k < j + stride; k++)
            {
                var right = k + stride < width ? x[k + stride] - x[k] : 0;
                squared += (below[k] - x[k]) * (below[k] - x[k]) + right * right;
            }

            total += squared / (MathF.Sqrt(squared + smoothing * smoothing) + smoothing);
        }

        return total;
    }

    private static Vector256<float> Load(ref float start, int index) => Vector256.LoadUnsafe(ref start, (nuint)index);

    private static Vector256<float> SquaredModulus(Vector256<float> p, Vector256<float> q, int stride)
    {
        var squared = p * p + q * q;
        return stride == 1 ? squared : squared + Vector256.Shuffle(squared, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
    }
}

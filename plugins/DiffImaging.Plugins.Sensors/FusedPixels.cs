using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiffImaging.Optics.Kernels;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>Mean intensity of whole blocks of samples, and its adjoint, in one pass over the field: neither the intensity nor its cotangent is held on
/// the samples. For complex64 with one mode on the CPU, outside autograd's record.</summary>
internal static class FusedPixels
{
    /// <summary>Whether this form can take a field: pixels that hold whole samples and cover them all.</summary>
    public static bool Takes(torch.Tensor field, SensorGeometry geometry) =>
        !geometry.Integrates && geometry.Binning > 1
        && geometry.Recorded.Rows * geometry.Binning == geometry.Light.Rows && geometry.Recorded.Columns * geometry.Binning == geometry.Light.Columns
        && field.shape[2] == geometry.Light.Rows && field.shape[3] == geometry.Light.Columns && FusedIntensity.Takes(field);

    /// <summary>Computes c times the mean of |u|² over each block.</summary>
    /// <param name="field">u, <c>[frames, 1, rows, columns]</c>.</param>
    /// <param name="binning">Samples along each side of a block.</param>
    /// <param name="factor">c.</param>
    /// <returns>Real, <c>[frames, 1, rows / binning, columns / binning]</c>, fresh, in the caller's dispose scope.</returns>
    public static torch.Tensor Mean(torch.Tensor field, int binning, float factor)
    {
        var (length, pixels) = (2 * (int)field.shape[3], (int)field.shape[3] / binning);
        var result = torch.empty([field.shape[0], 1, field.shape[2] / binning, pixels], torch.ScalarType.Float32);
        FusedKernel.Run((int)(result.numel() / pixels), binning * length, (start, end) =>
        {
            var numbers = FusedKernel.Numbers(field);
            var means = FusedKernel.Numbers(result);
            var sums = new float[length];
            for (var row = start; row < end; row++)
            {
                Array.Clear(sums);
                for (var line = row * binning; line < (row + 1) * binning; line++)
                {
                    AddSquares(numbers.Slice(line * length, length), sums);
                }

                AddBlocks(sums, 2 * binning, factor / (binning * binning), means.Slice(row * pixels, pixels));
            }
        });
        return result;
    }

    /// <summary>Computes c u ḡ / binning², ḡ that of each sample's block: with c = 2 the adjoint of the derivative of <see cref="Mean"/>.</summary>
    /// <param name="field">u, <c>[frames, 1, rows, columns]</c>.</param>
    /// <param name="cotangent">ḡ, real, one number for each block of each frame.</param>
    /// <param name="binning">Samples along each side of a block.</param>
    /// <param name="factor">c.</param>
    /// <returns>Complex, shape of the field, fresh, in the caller's dispose scope.</returns>
    public static torch.Tensor Cotangent(torch.Tensor field, torch.Tensor cotangent, int binning, float factor)
    {
        var (length, pixels) = (2 * (int)field.shape[3], (int)field.shape[3] / binning);
        var result = torch.empty_like(field);
        FusedKernel.Run((int)(cotangent.numel() / pixels), 2 * binning * length, (start, end) =>
        {
            var numbers = FusedKernel.Numbers(field);
            var slopes = FusedKernel.Numbers(cotangent);
            var products = FusedKernel.Numbers(result);
            var spread = new float[length];
            for (var row = start; row < end; row++)
            {
                for (var pixel = 0; pixel < pixels; pixel++)
                {
                    spread.AsSpan(2 * binning * pixel, 2 * binning).Fill(factor / (binning * binning) * slopes[row * pixels + pixel]);
                }

                for (var line = row * binning; line < (row + 1) * binning; line++)
                {
                    Multiply(numbers.Slice(line * length, length), spread, products.Slice(line * length, length));
                }
            }
        });
        return result;
    }

    private static void AddSquares(ReadOnlySpan<float> values, Span<float> sums)
    {
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var j = 0;
        for (; j <= values.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var several = Vector256.LoadUnsafe(ref value, (nuint)j);
            (Vector256.LoadUnsafe(ref sum, (nuint)j) + several * several).StoreUnsafe(ref sum, (nuint)j);
        }

        for (; j < values.Length; j++)
        {
            sums[j] += values[j] * values[j];
        }
    }

    // In two sums, each of which waits for itself alone.
    private static void AddBlocks(ReadOnlySpan<float> values, int size, float factor, Span<float> means)
    {
        for (var pixel = 0; pixel < means.Length; pixel++)
        {
            var block = values.Slice(pixel * size, size);
            var (even, odd) = (0f, 0f);
            for (var index = 0; index < block.Length - 1; index += 2)
            {
                even += block[index];
                odd += block[index + 1];
            }

            means[pixel] = factor * (even + odd);
        }
    }

    private static void Multiply(ReadOnlySpan<float> values, ReadOnlySpan<float> factors, Span<float> products)
    {
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var factor = ref MemoryMarshal.GetReference(factors);
        ref var product = ref MemoryMarshal.GetReference(products);
        var j = 0;
        for (; j <= values.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref value, (nuint)j) * Vector256.LoadUnsafe(ref factor, (nuint)j)).StoreUnsafe(ref product, (nuint)j);
        }

        for (; j < values.Length; j++)
        {
            products[j] = values[j] * factors[j];
        }
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Objects;

/// <summary>Operations that scale every complex64 number by a function of its modulus, in one pass on the CPU.</summary>
internal static class FusedModulus
{
    // Below this the start of threads costs more than the work.
    private const int SmallestBlock = 1 << 16;

    private delegate Vector256<float> Scale(Vector256<float> squaredModulus);

    /// <summary>Whether this form can take a tensor.</summary>
    public static bool Takes(torch.Tensor numbers) =>
        numbers.dtype == torch.ScalarType.ComplexFloat32 && numbers.device_type == DeviceType.CPU && Vector256.IsHardwareAccelerated;

    /// <summary>Computes r + (v − r) max(0, 1 − t / |v − r|).</summary>
    /// <param name="numbers">v, complex64.</param>
    /// <param name="reference">r, real.</param>
    /// <param name="threshold">t.</param>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public static torch.Tensor Shrink(torch.Tensor numbers, double reference, double threshold)
    {
        var limit = Vector256.Create((float)threshold);

        // At v = r: max(0, 1 − ∞) = 0.
        return Map(numbers, reference, squared =>
            Vector256.Max(Vector256<float>.Zero, Vector256<float>.One - limit / Vector256.Sqrt(squared)));
    }

    /// <summary>Computes v min(1, m / |v|).</summary>
    /// <param name="numbers">v, complex64.</param>
    /// <param name="maximum">m.</param>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public static torch.Tensor Clip(torch.Tensor numbers, double maximum)
    {
        var (limit, square) = (Vector256.Create((float)maximum), Vector256.Create((float)(maximum * maximum)));
        return Map(numbers, 0, squared => Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(squared, square), Vector256<float>.One, limit / Vector256.Sqrt(squared)));
    }

    private static torch.Tensor Map(torch.Tensor numbers, double origin, Scale scale)
    {
        using var scope = torch.NewDisposeScope();
        var source = numbers.resolve_conj().contiguous();
        var result = torch.empty(source.shape, source.dtype);
        var length = checked((int)(2 * source.numel()));
        var blocks = Math.Clamp(length / SmallestBlock, 1, torch.get_num_threads());
        var center = Vector256.Create((float)origin, 0, (float)origin, 0, (float)origin, 0, (float)origin, 0);
        Parallel.For(0, blocks, block =>
        {
            var (first, end) = (Start(block), Start(block + 1));
            var input = MemoryMarshal.Cast<byte, float>(source.bytes)[first..end];
            var output = MemoryMarshal.Cast<byte, float>(result.bytes)[first..end];
            var index = 0;
            for (; index <= input.Length - Vector256<float>.Count; index += Vector256<float>.Count)
            {
                Apply(Vector256.Create(input[index..]), center, scale).CopyTo(output[index..]);
            }

            // The rest goes through one vector as well, so that every number comes from the same operations.
            Span<float> rest = stackalloc float[Vector256<float>.Count];
            input[index..].CopyTo(rest);
            Apply(Vector256.Create((ReadOnlySpan<float>)rest), center, scale).CopyTo(rest);
            rest[..(input.Length - index)].CopyTo(output[index..]);
        });
        return result.MoveToOuterDisposeScope();

        int Start(int block) => block == blocks
            ? length
            : (int)((long)length * block / blocks) / Vector256<float>.Count * Vector256<float>.Count;
    }

    private static Vector256<float> Apply(Vector256<float> numbers, Vector256<float> center, Scale scale)
    {
        var difference = numbers - center;
        var squared = difference * difference;
        squared += Vector256.Shuffle(squared, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
        return center + difference * scale(squared);
    }
}

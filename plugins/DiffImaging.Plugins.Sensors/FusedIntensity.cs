using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiffImaging.Optics.Kernels;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>The forms of <see cref="FieldIntensity"/> that pass over memory once: complex64 with one mode, on the CPU, outside
/// autograd's record.</summary>
internal static class FusedIntensity
{
    private static readonly Vector256<int> EvenThenOdd = Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);
    private static readonly Vector256<int> EachTwice = Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3);

    /// <summary>Whether this form can take a field.</summary>
    public static bool Takes(torch.Tensor field) => field.is_complex() && field.shape[1] == 1 && FusedKernel.Takes(field);

    /// <summary>Computes c |u|².</summary>
    /// <returns>Real, shape of the field, fresh, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor field, float factor)
    {
        var result = torch.empty(field.shape, torch.ScalarType.Float32);
        FusedKernel.Run((int)field.numel(), 2, (start, end) =>
        {
            var numbers = FusedKernel.Numbers(field);
            var intensity = FusedKernel.Numbers(result);
            ref var u = ref MemoryMarshal.GetReference(numbers);
            ref var i = ref MemoryMarshal.GetReference(intensity);
            var pixel = start;
            for (; pixel <= end - 4; pixel += 4)
            {
                var value = Vector256.LoadUnsafe(ref u, (nuint)(2 * pixel));
                var squares = Vector256.Shuffle(value * value, EvenThenOdd);
                (factor * (squares.GetLower() + squares.GetUpper())).StoreUnsafe(ref i, (nuint)pixel);
            }

            for (; pixel < end; pixel++)
            {
                intensity[pixel] = factor * (numbers[2 * pixel] * numbers[2 * pixel] + numbers[2 * pixel + 1] * numbers[2 * pixel + 1]);
            }
        });
        return result;
    }

    /// <summary>Computes c u ḡ.</summary>
    /// <param name="field">u.</param>
    /// <param name="cotangent">ḡ, real, as many numbers as the field has pixels.</param>
    /// <param name="factor">c.</param>
    /// <returns>Complex, shape of the field, fresh, in the caller's dispose scope.</returns>
    public static torch.Tensor Cotangent(torch.Tensor field, torch.Tensor cotangent, float factor)
    {
        var result = torch.empty_like(field);
        FusedKernel.Run((int)field.numel(), 3, (start, end) =>
        {
            var numbers = FusedKernel.Numbers(field);
            var slope = FusedKernel.Numbers(cotangent);
            var product = FusedKernel.Numbers(result);
            ref var u = ref MemoryMarshal.GetReference(numbers);
            ref var g = ref MemoryMarshal.GetReference(slope);
            ref var p = ref MemoryMarshal.GetReference(product);
            var pixel = start;
            for (; pixel <= end - 4; pixel += 4)
            {
                var four = factor * Vector128.LoadUnsafe(ref g, (nuint)pixel);
                var pairs = Vector256.Shuffle(Vector256.Create(four, four), EachTwice);
                (Vector256.LoadUnsafe(ref u, (nuint)(2 * pixel)) * pairs).StoreUnsafe(ref p, (nuint)(2 * pixel));
            }

            for (; pixel < end; pixel++)
            {
                product[2 * pixel] = numbers[2 * pixel] * factor * slope[pixel];
                product[2 * pixel + 1] = numbers[2 * pixel + 1] * factor * slope[pixel];
            }
        });
        return result;
    }
}

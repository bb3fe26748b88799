using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiffImaging.Optics.Kernels;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary><see cref="AmplitudeLikelihood"/> summed over pixels, with its slope, in one pass: float32 on the CPU.</summary>
internal static class FusedAmplitude
{
    /// <summary>Computes Σ w ℓ and w ∂ℓ/∂m.</summary>
    /// <param name="predicted">m, float32, contiguous.</param>
    /// <param name="measured">y, likewise, same shape.</param>
    /// <param name="weight">w, likewise, same shape; null for 1.</param>
    /// <param name="scale">Brings intensities to variances.</param>
    /// <returns>The sum, and the slope in the caller's dispose scope.</returns>
    public static (double Loss, torch.Tensor Slope) Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight, PhotonScale scale)
    {
        var slope = torch.empty(predicted.shape, torch.ScalarType.Float32);
        var loss = FusedKernel.Sum((int)predicted.numel(), 3, (start, end) => Block(
            FusedKernel.Numbers(predicted)[start..end], FusedKernel.Numbers(measured)[start..end],
            weight is null ? default : FusedKernel.Numbers(weight)[start..end], FusedKernel.Numbers(slope)[start..end], scale));
        return (loss, slope);
    }

    private static double Block(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured, ReadOnlySpan<float> weight, Span<float> slope, PhotonScale scale)
    {
        var (shift, floor, photons) = ((float)scale.Shift, (float)scale.Floor, (float)(2 * scale.Photons));
        var (shifts, floors) = (Vector256.Create(shift), Vector256.Create(floor));
        ref var m = ref MemoryMarshal.GetReference(predicted);
        ref var y = ref MemoryMarshal.GetReference(measured);
        ref var w = ref MemoryMarshal.GetReference(weight);
        ref var d = ref MemoryMarshal.GetReference(slope);
        var sum = Vector256<double>.Zero;
        var i = 0;
        for (; i <= predicted.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var model = Vector256.Sqrt(Vector256.Max(Vector256.LoadUnsafe(ref m, (nuint)i) + shifts, floors));
            var data = Vector256.Sqrt(Vector256.Max(Vector256.LoadUnsafe(ref y, (nuint)i) + shifts, floors));
            var excess = data - model;
            var weighted = photons * excess;
            if (!weight.IsEmpty)
            {
                weighted *= Vector256.LoadUnsafe(ref w, (nuint)i);
            }

            (-weighted / model).StoreUnsafe(ref d, (nuint)i);
            var (low, high) = Vector256.Widen(weighted * excess);
            sum += low + high;
        }

        var total = Vector256.Sum(sum);
        for (; i < predicted.Length; i++)
        {
            var model = MathF.Sqrt(MathF.Max(predicted[i] + shift, floor));
            var excess = MathF.Sqrt(MathF.Max(measured[i] + shift, floor)) - model;
            var weighted = photons * excess * (weight.IsEmpty ? 1 : weight[i]);
            slope[i] = -weighted / model;
            total += weighted * excess;
        }

        return total;
    }
}

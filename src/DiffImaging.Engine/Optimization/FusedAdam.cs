using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiffImaging.Optics.Kernels;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary><see cref="AdamUpdate"/> in one pass over memory: float32 on the CPU.</summary>
internal static class FusedAdam
{
    /// <summary>Whether this form can take the tensors.</summary>
    public static bool Takes(params ReadOnlySpan<torch.Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (!FusedKernel.Takes(tensor) || tensor.is_complex() || !tensor.shape.AsSpan().SequenceEqual(tensors[0].shape))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc cref="AdamUpdate.Apply"/>
    public static void Apply(
        torch.Tensor value, torch.Tensor gradient, torch.Tensor first, torch.Tensor second, int step, double rate, double firstDecay, double secondDecay, double guard)
    {
        var pace = new Pace(
            (float)firstDecay, (float)(1 - firstDecay), (float)secondDecay, (float)(1 - secondDecay),
            (float)(rate / (1 - Math.Pow(firstDecay, step))), (float)(1 / (1 - Math.Pow(secondDecay, step))), (float)guard);
        FusedKernel.Run((int)value.numel(), 4, (start, end) => Block(
            FusedKernel.Numbers(value)[start..end], FusedKernel.Numbers(gradient)[start..end],
            FusedKernel.Numbers(first)[start..end], FusedKernel.Numbers(second)[start..end], pace));
    }

    private static void Block(Span<float> value, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Pace pace)
    {
        ref var x = ref MemoryMarshal.GetReference(value);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var m = ref MemoryMarshal.GetReference(first);
        ref var v = ref MemoryMarshal.GetReference(second);
        var guard = Vector256.Create(pace.Guard);
        var i = 0;
        for (; i <= value.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var at = (nuint)i;
            var slope = Vector256.LoadUnsafe(ref g, at);
            var mean = pace.FirstDecay * Vector256.LoadUnsafe(ref m, at) + pace.FirstShare * slope;
            var square = pace.SecondDecay * Vector256.LoadUnsafe(ref v, at) + pace.SecondShare * slope * slope;
            mean.StoreUnsafe(ref m, at);
            square.StoreUnsafe(ref v, at);
            var move = pace.Rate * mean / (Vector256.Sqrt(square * pace.SecondScale) + guard);
            (Vector256.LoadUnsafe(ref x, at) - move).StoreUnsafe(ref x, at);
        }

        for (; i < value.Length; i++)
        {
            first[i] = pace.FirstDecay * first[i] + pace.FirstShare * gradient[i];
            second[i] = pace.SecondDecay * second[i] + pace.SecondShare * gradient[i] * gradient[i];
            value[i] -= pace.Rate * first[i] / (MathF.Sqrt(second[i] * pace.SecondScale) + pace.Guard);
        }
    }

    // β₁, 1 − β₁, β₂, 1 − β₂, r / (1 − β₁ᵗ), 1 / (1 − β₂ᵗ), ε.
    private readonly record struct Pace(
        float FirstDecay, float FirstShare, float SecondDecay, float SecondShare, float Rate, float SecondScale, float Guard);
}

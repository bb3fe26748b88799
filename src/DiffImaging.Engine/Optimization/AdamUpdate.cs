using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>One update of Adam, in place.</summary>
internal static class AdamUpdate
{
    /// <summary>m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², x ← x − r (m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε).</summary>
    public static void Apply(
        torch.Tensor value, torch.Tensor gradient, torch.Tensor first, torch.Tensor second, int step, double rate, double firstDecay, double secondDecay, double guard)
    {
        if (FusedAdam.Takes(value, gradient, first, second))
        {
            FusedAdam.Apply(value, gradient, first, second, step, rate, firstDecay, secondDecay, guard);
            return;
        }

        using var scope = torch.NewDisposeScope();
        first.mul_(firstDecay).add_(gradient, alpha: 1 - firstDecay);
        second.mul_(secondDecay).addcmul_(gradient, gradient, value: 1 - secondDecay);
        var (firstShare, secondShare) = (1 - Math.Pow(firstDecay, step), 1 - Math.Pow(secondDecay, step));
        var denominator = (second / secondShare).sqrt_().add_(guard);
        value.addcdiv_(first, denominator, value: -rate / firstShare);
    }
}

using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>One update of Adam, in place.</summary>
internal static class AdamUpdate
{
    /// <summary>β₁.</summary>
    public const double FirstDecay = 0.9;

    /// <summary>β₂.</summary>
    public const double SecondDecay = 0.999;

    /// <summary>ε.</summary>
    public const double Guard = 1e-8;

    /// <summary>m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², x ← x − r (m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε).</summary>
    public static void Apply(
        torch.Tensor value, torch.Tensor gradient, torch.Tensor first, torch.Tensor second, int step, double rate)
    {
        if (FusedAdam.Takes(value, gradient, first, second))
        {
            FusedAdam.Apply(value, gradient, first, second, step, rate, FirstDecay, SecondDecay, Guard);
            return;
        }

        using var scope = torch.NewDisposeScope();
        first.mul_(FirstDecay).add_(gradient, alpha: 1 - FirstDecay);
        second.mul_(SecondDecay).addcmul_(gradient, gradient, value: 1 - SecondDecay);
        var (firstShare, secondShare) = (1 - Math.Pow(FirstDecay, step), 1 - Math.Pow(SecondDecay, step));
        var denominator = (second / secondShare).sqrt_().add_(Guard);
        value.addcdiv_(first, denominator, value: -rate / firstShare);
    }
}

using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>Shrinks numbers towards zero: the proximal operator of Σ|c|.</summary>
internal static class SoftThreshold
{
    /// <summary>Computes c max(0, 1 − t/|c|), in place.</summary>
    /// <param name="numbers">c, complex or real, any shape; changed.</param>
    /// <param name="threshold">t ≥ 0.</param>
    /// <returns>The same tensor.</returns>
    public static torch.Tensor Apply_(torch.Tensor numbers, double threshold)
    {
        using var scope = torch.NewDisposeScope();
        if (numbers.is_complex())
        {
            // At c = 0 the factor is max(0, 1 − ∞) = 0.
            var parts = torch.view_as_real(numbers);
            parts.mul_(parts.square().sum([-1L], keepdim: true).rsqrt_().mul_(-threshold).add_(1).clamp_min_(0));
        }
        else
        {
            numbers.sub_(numbers.clamp(-threshold, threshold));
        }

        return numbers;
    }
}

using DiffImaging.Optics.Kernels;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>The ability of a likelihood to do sum and slope in one pass over memory.</summary>
internal interface ISummedLikelihood : IPixelLikelihood
{
    /// <summary>Computes Σ w ℓ and w ∂ℓ/∂m of tensors that <see cref="FusedKernel.Takes"/> holds for, all of one shape.</summary>
    /// <param name="predicted">m.</param>
    /// <param name="measured">y.</param>
    /// <param name="weight">w; null for 1.</param>
    /// <returns>The sum, and a fresh tensor in the caller's dispose scope.</returns>
    (double Loss, torch.Tensor Slope) EvaluateSum(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight);
}

using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>The negative log-likelihood ℓ(m, y) of one pixel, in nats, up to a constant.</summary>
internal interface IPixelLikelihood
{
    /// <summary>Computes ℓ in operations that autograd can record.</summary>
    /// <param name="predicted">m, real, any shape, in the unit of the measurement.</param>
    /// <param name="measured">y, same shape and dtype.</param>
    /// <returns>Shape and dtype of the prediction, in the caller's dispose scope.</returns>
    torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured);

    /// <summary>Computes ℓ and ∂ℓ/∂m in as few passes over memory as possible; outside autograd.</summary>
    /// <inheritdoc cref="Evaluate" path="/param"/>
    /// <returns>Two fresh tensors that the caller may overwrite, in the caller's dispose scope.</returns>
    (torch.Tensor Loss, torch.Tensor Slope) EvaluateWithSlope(torch.Tensor predicted, torch.Tensor measured);

    /// <summary>Computes E[∂²ℓ/∂m²] for measurements about m; outside autograd.</summary>
    /// <returns>A fresh tensor that the caller may overwrite, in the caller's dispose scope.</returns>
    torch.Tensor Curvature(torch.Tensor predicted);
}

using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>Huber's loss of r = (m − y)/σ: ℓ = ½r² for |r| ≤ k, k|r| − ½k² beyond.</summary>
/// <remarks>With c = r held within ±k: ℓ = c(r − ½c), ∂ℓ/∂m = c/σ. The curvature is its expectation under Gaussian noise,
/// P(|r| ≤ k)/σ² = erf(k/√2)/σ². Source: [huber1964].</remarks>
internal sealed class HuberLikelihood : IPixelLikelihood
{
    private readonly double _standardDeviation;
    private readonly double _threshold;

    /// <param name="standardDeviation">σ, in the unit of the measurement.</param>
    /// <param name="threshold">k, in standard deviations.</param>
    public HuberLikelihood(double standardDeviation, double threshold) =>
        (_standardDeviation, _threshold) = (standardDeviation, threshold);

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured)
    {
        using var scope = torch.NewDisposeScope();
        var residual = (predicted - measured) / _standardDeviation;
        var held = residual.clamp(-_threshold, _threshold);
        return (held * (residual - held * 0.5)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public (torch.Tensor Loss, torch.Tensor Slope) EvaluateWithSlope(torch.Tensor predicted, torch.Tensor measured)
    {
        var residual = (predicted - measured).div_(_standardDeviation);
        var held = residual.clamp(-_threshold, _threshold);
        var loss = residual.add_(held, -0.5).mul_(held);
        return (loss, held.div_(_standardDeviation));
    }

    /// <inheritdoc />
    public torch.Tensor Curvature(torch.Tensor predicted)
    {
        using var inside = torch.special.erf(torch.tensor(_threshold / Math.Sqrt(2), torch.ScalarType.Float64));
        return torch.full_like(predicted, inside.ToDouble() / (_standardDeviation * _standardDeviation));
    }
}

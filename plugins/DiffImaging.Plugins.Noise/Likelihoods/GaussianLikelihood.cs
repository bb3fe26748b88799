using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>ℓ = ½ ((m − y)/σ)²: Gaussian noise.</summary>
internal sealed class GaussianLikelihood : IPixelLikelihood
{
    private readonly double _precision;   // 1/σ²

    /// <param name="standardDeviation">σ, in the unit of the measurement.</param>
    public GaussianLikelihood(double standardDeviation) => _precision = 1 / (standardDeviation * standardDeviation);

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured)
    {
        using var scope = torch.NewDisposeScope();
        return (predicted - measured).square().mul(0.5 * _precision).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public (torch.Tensor Loss, torch.Tensor Slope) EvaluateWithSlope(torch.Tensor predicted, torch.Tensor measured)
    {
        var residual = predicted - measured;
        var loss = residual.square().mul_(0.5 * _precision);
        return (loss, residual.mul_(_precision));
    }

    /// <inheritdoc />
    public torch.Tensor Curvature(torch.Tensor predicted) => torch.full_like(predicted, _precision);
}

using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>ℓ = 2(√(n·m + σ²) − √(n·y + σ²))²: photon noise with read noise, made Gaussian by the square root.</summary>
/// <remarks>The root of a count has the variance ¼ at any mean that is not small, hence the factor 2. With
/// v(I) = max(I + σ²/n, floor): ∂ℓ/∂m = 2n(1 − √(v(y)/v(m))), E[∂²ℓ/∂m²] = n/v(m) = n²/(n·m + σ²).
/// Source: [anscombe1948], [murtagh1995].</remarks>
internal sealed class AmplitudeLikelihood : ISummedLikelihood
{
    private readonly PhotonScale _scale;

    /// <param name="photons">n, detected photons for one unit of the measurement.</param>
    /// <param name="readNoise">σ, in electrons.</param>
    public AmplitudeLikelihood(double photons, double readNoise) => _scale = new PhotonScale(photons, readNoise);

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured)
    {
        using var scope = torch.NewDisposeScope();
        var residual = _scale.OfPrediction(predicted).sqrt() - _scale.Of(measured).sqrt();
        return residual.square().mul(2 * _scale.Photons).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public (torch.Tensor Loss, torch.Tensor Slope) EvaluateWithSlope(torch.Tensor predicted, torch.Tensor measured)
    {
        var model = _scale.Of(predicted).sqrt_();
        var data = _scale.Of(measured).sqrt_();
        var excess = data.sub_(model);
        var slope = excess.div(model).mul_(-2 * _scale.Photons);
        return (excess.mul_(excess).mul_(2 * _scale.Photons), slope);
    }

    /// <inheritdoc />
    public (double Loss, torch.Tensor Slope) EvaluateSum(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) =>
        FusedAmplitude.Evaluate(predicted, measured, weight, _scale);

    /// <inheritdoc />
    public torch.Tensor Curvature(torch.Tensor predicted) => _scale.Of(predicted).reciprocal_().mul_(_scale.Photons);
}

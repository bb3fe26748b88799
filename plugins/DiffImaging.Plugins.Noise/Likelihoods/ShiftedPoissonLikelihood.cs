using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>ℓ = M − Y + Y·log(Y/M), M = n·m + σ², Y = n·y + σ²: half the deviance of a Poisson count, zero where m = y.</summary>
/// <remarks>With σ = 0 it is the likelihood of photon counts. With read noise it treats n·y + σ² as a count of the mean
/// n·m + σ²: mean and variance are right, and it stays convex in m, unlike a Gaussian with the variance of
/// the prediction. Measurements below −σ²/n count as being there. With v(I) = max(I + σ²/n, floor):
/// ∂ℓ/∂m = n(1 − v(y)/v(m)), E[∂²ℓ/∂m²] = n/v(m). Source: [snyder1995].</remarks>
internal sealed class ShiftedPoissonLikelihood : IPixelLikelihood
{
    // log1p loses nothing where M and Y are near each other, and they mostly are; kept off −1, where Y·log Y → 0 is lost.
    private const double SmallestRatio = -1 + 1e-7;

    private readonly PhotonScale _scale;

    /// <param name="photons">n, detected photons for one unit of the measurement.</param>
    /// <param name="readNoise">σ, in electrons.</param>
    public ShiftedPoissonLikelihood(double photons, double readNoise) => _scale = new PhotonScale(photons, readNoise);

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured)
    {
        using var scope = torch.NewDisposeScope();
        var model = _scale.OfPrediction(predicted);
        var data = _scale.Of(measured);
        var excess = data - model;
        var loss = data * (excess / model).clamp(SmallestRatio).log1p() - excess;
        return loss.mul(_scale.Photons).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public (torch.Tensor Loss, torch.Tensor Slope) EvaluateWithSlope(torch.Tensor predicted, torch.Tensor measured)
    {
        var model = _scale.Of(predicted);
        var data = _scale.Of(measured);
        var excess = data - model;
        var ratio = excess.div(model);
        var loss = data.mul_(ratio.clamp(SmallestRatio).log1p_()).sub_(excess).mul_(_scale.Photons);
        return (loss, ratio.mul_(-_scale.Photons));
    }

    /// <inheritdoc />
    public torch.Tensor Curvature(torch.Tensor predicted) => _scale.Of(predicted).reciprocal_().mul_(_scale.Photons);
}

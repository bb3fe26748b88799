using DiffImaging.Optics.Kernels;
using DiffImaging.Plugins.Noise.Likelihoods;
using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>L = Σ wₚ ℓ(mₚ, yₚ) over pixels with independent noise; ℓ is a negative log-likelihood in nats, up to a constant.</summary>
/// <remarks>The loss of each pixel has the dtype of the prediction, the sum is in float64.</remarks>
internal sealed class PixelFidelity : IDifferentiableFidelity, ICurvedFidelity
{
    private readonly IPixelLikelihood _likelihood;

    public PixelFidelity(IPixelLikelihood likelihood) => _likelihood = likelihood;

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        var loss = _likelihood.Evaluate(predicted, measured);
        return (weight is null ? loss : loss * weight).sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public (torch.Tensor Loss, torch.Tensor Cotangent) EvaluateWithCotangent(
        torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var whole = predicted.contiguous();
        if (_likelihood is ISummedLikelihood summed && Takes(whole, measured) && (weight is null || Takes(whole, weight)))
        {
            var (sum, cotangent) = summed.EvaluateSum(whole, measured, weight);
            return (torch.tensor(sum, torch.ScalarType.Float64).MoveToOuterDisposeScope(), cotangent.MoveToOuterDisposeScope());
        }

        var (loss, slope) = _likelihood.EvaluateWithSlope(predicted, measured);
        if (weight is not null)
        {
            loss.mul_(weight);
            slope.mul_(weight);
        }

        return (loss.sum(torch.ScalarType.Float64).MoveToOuterDisposeScope(), slope.MoveToOuterDisposeScope());
    }

    /// <inheritdoc />
    public torch.Tensor Curvature(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var curvature = _likelihood.Curvature(predicted);
        return (weight is null ? curvature : curvature.mul_(weight)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static bool Takes(torch.Tensor predicted, torch.Tensor other) =>
        FusedKernel.Takes(predicted) && FusedKernel.Takes(other) && predicted.shape.SequenceEqual(other.shape);
}

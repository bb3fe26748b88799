using TorchSharp;

namespace DiffImaging.Sdk.Fidelities;

/// <summary>The fidelity term L(f(x, θ), y): a negative log-likelihood, up to a constant.</summary>
public interface IFidelity : IDisposable
{
    /// <summary>Computes the loss in operations that autograd can record.</summary>
    /// <param name="predicted">Predicted intensity, real, <c>[frames, 1, rows, columns]</c>, in the unit of the measurement.</param>
    /// <param name="measured">Measured intensity, same shape and dtype.</param>
    /// <param name="weight">Weight of each pixel, 0 where it does not count; broadcastable; null for 1 everywhere.</param>
    /// <returns>The loss, a float64 scalar in the caller's dispose scope.</returns>
    torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight);
}

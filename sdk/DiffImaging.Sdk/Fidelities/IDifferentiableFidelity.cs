using TorchSharp;

namespace DiffImaging.Sdk.Fidelities;

/// <summary>The ability of a fidelity term to give its gradient by hand; asked for with <c>is</c>.</summary>
public interface IDifferentiableFidelity : IFidelity
{
    /// <summary>Computes the loss and its gradient by the prediction.</summary>
    /// <inheritdoc cref="IFidelity.Evaluate" path="/param"/>
    /// <returns>The loss, a float64 scalar, and ∂L/∂predicted with the shape and dtype of the prediction; both fresh, in the caller's dispose scope.</returns>
    (torch.Tensor Loss, torch.Tensor Cotangent) EvaluateWithCotangent(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight);
}

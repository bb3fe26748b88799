using TorchSharp;

namespace DiffImaging.Sdk.Fidelities;

/// <summary>The ability of a fidelity term to give its expected curvature, from which Gauss–Newton steps and the Fisher
/// information are made; asked for with <c>is</c>.</summary>
public interface ICurvedFidelity : IFidelity
{
    /// <summary>Computes the expected second derivative E[∂²L/∂m²] at the prediction m, for each pixel.</summary>
    /// <inheritdoc cref="IFidelity.Evaluate" path="/param"/>
    /// <returns>Non-negative, with the shape and dtype of the prediction, in the caller's dispose scope.</returns>
    torch.Tensor Curvature(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight);
}

using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The fidelity term at work: everything that is asked of it is asked here.</summary>
/// <param name="Fidelity">The fidelity term.</param>
/// <param name="Use">By which it is called; null where it is nobody's, as in tests.</param>
public sealed record FidelityTerm(IFidelity Fidelity, ComponentUse? Use = null)
{
    /// <summary>Whether it has a curvature (<see cref="ICurvedFidelity"/>).</summary>
    public bool HasCurvature => Fidelity is ICurvedFidelity;

    /// <inheritdoc cref="IFidelity.Evaluate" />
    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) =>
        Use.Ask("in Evaluate of", () => Fidelity.Evaluate(predicted, measured, weight));

    /// <summary>Evaluates L and ∂L/∂m: its own where it has one, autograd's otherwise.</summary>
    /// <param name="predicted">The prediction m.</param>
    /// <param name="measured">The measured intensity.</param>
    /// <param name="weight">Weight of each pixel; null for 1.</param>
    /// <returns>Both, in the caller's dispose scope.</returns>
    public (torch.Tensor Loss, torch.Tensor Cotangent) EvaluateWithCotangent(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) =>
        Fidelity is IDifferentiableFidelity differentiable
            ? Use.Ask("in EvaluateWithCotangent of", () => differentiable.EvaluateWithCotangent(predicted, measured, weight))
            : Use.Ask("in Evaluate of", () => ByAutograd(predicted, measured, weight));

    /// <inheritdoc cref="ICurvedFidelity.Curvature" />
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public torch.Tensor Curvature(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) => Fidelity is ICurvedFidelity curved
        ? Use.Ask("in Curvature of", () => curved.Curvature(predicted, measured, weight))
        : throw new InvalidOperationException("The fidelity term gives no curvature; give fista a step, or take adam.");

    private (torch.Tensor Loss, torch.Tensor Cotangent) ByAutograd(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        using var grad = torch.enable_grad();
        var leaf = predicted.detach().alias().requires_grad_(true);
        var loss = Fidelity.Evaluate(leaf, measured, weight);
        var gradient = torch.autograd.grad([loss], [leaf])[0];
        return (loss.detach().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }
}

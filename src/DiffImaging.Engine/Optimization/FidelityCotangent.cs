using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Loss and gradient of a fidelity term: its own where it has one, autograd's otherwise.</summary>
internal static class FidelityCotangent
{
    public static (torch.Tensor Loss, torch.Tensor Cotangent) Evaluate(
        IFidelity fidelity, torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        if (fidelity is IDifferentiableFidelity differentiable)
        {
            return differentiable.EvaluateWithCotangent(predicted, measured, weight);
        }

        using var scope = torch.NewDisposeScope();
        using var grad = torch.enable_grad();
        var leaf = predicted.detach().alias().requires_grad_(true);
        var loss = fidelity.Evaluate(leaf, measured, weight);
        var gradient = torch.autograd.grad([loss], [leaf])[0];
        return (loss.detach().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }
}

using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>½ Σ w (m − y)²; its gradient is left to autograd.</summary>
internal sealed class LeastSquares : ICurvedFidelity
{
    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        var squares = (predicted - measured).square();
        return (0.5 * (weight is null ? squares : squares * weight).sum(torch.ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    public torch.Tensor Curvature(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) =>
        weight is null ? torch.ones_like(predicted) : torch.ones_like(predicted).mul_(weight);

    public void Dispose()
    {
    }
}

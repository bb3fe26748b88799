using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>‖x − 1‖₁ of a real variable.</summary>
internal sealed class DistanceFromOne : IProximableRegularizer
{
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        return (variable - 1).abs().sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    public IProximalOperator CreateProximal() => new Shrinkage();

    public void Dispose()
    {
    }

    private sealed class Shrinkage : IProximalOperator
    {
        public IReadOnlyList<torch.Tensor> State => [];

        public torch.Tensor Apply(torch.Tensor variable, double step)
        {
            using var scope = torch.NewDisposeScope();
            var offset = variable - 1;
            return (1 + offset.sign() * (offset.abs() - step).clamp_min(0)).MoveToOuterDisposeScope();
        }

        public void Restore(IReadOnlyList<torch.Tensor> state)
        {
        }

        public void Dispose()
        {
        }
    }
}

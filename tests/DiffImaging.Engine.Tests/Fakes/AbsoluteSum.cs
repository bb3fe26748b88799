using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>‖x‖₁ of a real variable. Its proximal operator, soft thresholding, counts its calls in a tensor: a warm start
/// that a checkpoint must bring back.</summary>
internal sealed class AbsoluteSum : IProximableRegularizer
{
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        return variable.abs().sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    public IProximalOperator CreateProximal() => new SoftThresholding();

    public void Dispose()
    {
    }

    // The threshold creeps towards the exact one, so that the result depends on the state as an inner iteration's does.
    private sealed class SoftThresholding : IProximalOperator
    {
        private readonly torch.Tensor _calls = torch.zeros(1, torch.ScalarType.Float64).DetachFromDisposeScope();

        public IReadOnlyList<torch.Tensor> State => [_calls];

        public torch.Tensor Apply(torch.Tensor variable, double step)
        {
            using var scope = torch.NewDisposeScope();
            _calls.add_(1);
            var threshold = step * (1 - Math.Pow(0.5, _calls.item<double>()));
            return (variable.sign() * (variable.abs() - threshold).clamp_min(0)).MoveToOuterDisposeScope();
        }

        public void Restore(IReadOnlyList<torch.Tensor> state) => _calls.copy_(state[0]);

        public void Dispose() => _calls.Dispose();
    }
}

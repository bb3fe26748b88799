using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>½ ‖x‖² / v with v = 1 + the mean square of the object it has adapted to, as a third party might write it.</summary>
internal sealed class AdaptiveRidge : IProximableRegularizer, IAdaptiveRegularizer
{
    private readonly torch.Tensor _variance = torch.ones(1, torch.ScalarType.Float64).DetachFromDisposeScope();

    /// <summary>The objects adapted to, in order.</summary>
    public List<double[]> Seen { get; } = [];

    /// <summary>How often a state was brought back.</summary>
    public int Restored { get; private set; }

    public double Variance => _variance.data<double>()[0];

    public IReadOnlyList<torch.Tensor> State => [_variance];

    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        return (0.5 * variable.square().sum(torch.ScalarType.Float64) / _variance[0]).MoveToOuterDisposeScope();
    }

    public string Adapt(torch.Tensor variable)
    {
        Seen.Add(variable.reshape(-1).data<double>().ToArray());
        _variance.copy_(1 + variable.square().mean());
        return FormattableString.Invariant($"variance {Variance:F3}");
    }

    public void Restore(IReadOnlyList<torch.Tensor> state)
    {
        Restored++;
        _variance.copy_(state.Single());
    }

    // The variance is taken when the operator is made: it must be made after adapting.
    public IProximalOperator CreateProximal() => new Shrinkage(Variance);

    public void Dispose() => _variance.Dispose();

    private sealed class Shrinkage(double variance) : IProximalOperator
    {
        public IReadOnlyList<torch.Tensor> State => [];

        public torch.Tensor Apply(torch.Tensor variable, double step) => variable * (variance / (variance + step));

        public void Restore(IReadOnlyList<torch.Tensor> state)
        {
        }

        public void Dispose()
        {
        }
    }
}

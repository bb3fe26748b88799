using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Objects;

/// <summary>A proximal operator that is known in closed form and has no state.</summary>
/// <param name="apply">Computes prox_{tR}(v) from v and t; a fresh tensor.</param>
internal sealed class ClosedFormProximal(Func<torch.Tensor, double, torch.Tensor> apply) : IProximalOperator
{
    /// <inheritdoc />
    public IReadOnlyList<torch.Tensor> State => [];

    /// <inheritdoc />
    public torch.Tensor Apply(torch.Tensor variable, double step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return apply(variable, step).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Restore(IReadOnlyList<torch.Tensor> state)
    {
        if (state.Count > 0)
        {
            throw new ArgumentException($"Found {state.Count} tensors, expected none: this operator has no state.", nameof(state));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>The l1 norm of what differs from empty space: few pixels do.</summary>
/// <remarks>R(x) = Σ |x − r|, r the reference; prox: r + (v − r) max(0, 1 − t/|v − r|).</remarks>
public sealed class ImageSparsity : IProximableRegularizer
{
    private readonly ObjectView _view;
    private readonly torch.Tensor _reference;
    private readonly double _center;

    internal ImageSparsity(SparsityOptions options, ObjectVariable target, StageContext context)
    {
        _view = new ObjectView(target, options.On);
        _center = options.Reference ?? target.Background;
        _reference = _view.Reference(options.Reference, context);
    }

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        return (_view.Select(variable) - _reference).abs().sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public IProximalOperator CreateProximal() => new ClosedFormProximal((variable, step) =>
    {
        var numbers = _view.Select(variable);
        return FusedModulus.Takes(numbers)
            ? FusedModulus.Shrink(numbers, _center, step)
            : _view.Replace(variable, SoftThreshold.Apply_(numbers - _reference, step).add_(_reference));
    });

    /// <inheritdoc />
    public void Dispose() => _reference.Dispose();
}

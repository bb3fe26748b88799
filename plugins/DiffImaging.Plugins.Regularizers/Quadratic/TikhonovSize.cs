using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>Half the squared distance from empty space.</summary>
/// <remarks>R(x) = ½ Σ |x − r|², r the reference; prox: (v + t r) / (1 + t).</remarks>
public sealed class TikhonovSize : IProximableRegularizer
{
    private readonly ObjectView _view;
    private readonly torch.Tensor _reference;

    internal TikhonovSize(TikhonovOptions options, ObjectVariable target, StageContext context)
    {
        _view = new ObjectView(target, options.On);
        _reference = _view.Reference(options.Reference, context);
    }

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        return HalfSquare.Of(_view.Select(variable) - _reference).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public IProximalOperator CreateProximal() => new ClosedFormProximal((variable, step) =>
        _view.Replace(variable, (_view.Select(variable) - _reference).div_(1 + step).add_(_reference)));

    /// <inheritdoc />
    public void Dispose() => _reference.Dispose();
}

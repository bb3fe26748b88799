using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>prox_{tTV} by a few projections of the dual, which stays from call to call.</summary>
internal sealed class TotalVariationProximal : IProximalOperator
{
    private readonly ImageChart _chart;
    private readonly int _iterations;
    private readonly torch.Tensor _dual;
    private readonly FusedDualProjection? _fused;

    public TotalVariationProximal(ImageChart chart, int iterations, StageContext context)
    {
        (_chart, _iterations) = (chart, iterations);
        var type = chart.IsComplex ? context.ComplexType : context.RealType;
        _dual = torch.zeros([2, chart.Size.Rows, chart.Size.Columns], type, context.Device).DetachFromDisposeScope();
        _fused = FusedDualProjection.Takes(type, context.Device)
            ? new FusedDualProjection(chart.Size.Rows, chart.Size.Columns, chart.IsComplex, torch.get_num_threads())
            : null;
    }

    /// <inheritdoc />
    public IReadOnlyList<torch.Tensor> State => [_dual];

    /// <inheritdoc />
    public torch.Tensor Apply(torch.Tensor variable, double step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var image = _chart.Join(variable).contiguous();
        if (image.dtype != _dual.dtype)
        {
            throw new ArgumentException($"Found an image of {image.dtype}, expected {_dual.dtype}, the working precision.", nameof(variable));
        }

        var result = _fused?.Apply(image, step, _dual, _iterations) ?? DualProjection.Apply(image, step, _dual, _iterations);
        return _chart.Split(variable, result).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Restore(IReadOnlyList<torch.Tensor> state)
    {
        if (state is not [var dual] || !dual.shape.AsSpan().SequenceEqual(_dual.shape) || dual.dtype != _dual.dtype)
        {
            throw new ArgumentException(
                $"Expected one {_dual.dtype} tensor of the shape [{string.Join(", ", _dual.shape)}], found: "
                + string.Join("; ", state.Select(tensor => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]")), nameof(state));
        }

        using var noGradient = torch.no_grad();
        _dual.copy_(dual);
    }

    /// <inheritdoc />
    public void Dispose() => _dual.Dispose();
}

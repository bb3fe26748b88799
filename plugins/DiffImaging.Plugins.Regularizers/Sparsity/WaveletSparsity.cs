using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>The l1 norm of the details of an orthonormal wavelet transform.</summary>
/// <remarks>R(x) = Σ |W x| over the details of all levels; the coarsest averages cost nothing, and so a constant does not
/// either. W is orthonormal with periodic edges, hence prox: W*, soft threshold, W is exact.</remarks>
public sealed class WaveletSparsity : IProximableRegularizer
{
    private readonly ObjectView _view;
    private readonly WaveletTransform _transform;

    internal WaveletSparsity(SparsityOptions options, ObjectVariable target) =>
        (_view, _transform) = (new ObjectView(target, options.On), new WaveletTransform(options.Wavelet, options.Levels));

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var (_, details) = _transform.Forward(_view.Select(variable));
        return details
            .Select(band => band.abs().sum(torch.ScalarType.Float64))
            .Aggregate((sum, term) => sum + term)
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public IProximalOperator CreateProximal() => new ClosedFormProximal((variable, step) =>
    {
        var (average, details) = _transform.Forward(_view.Select(variable));
        foreach (var band in details)
        {
            SoftThreshold.Apply_(band, step);
        }

        return _view.Replace(variable, _transform.Inverse(average, details));
    });

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

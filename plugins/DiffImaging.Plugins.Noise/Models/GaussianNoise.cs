using DiffImaging.Sdk.Noise;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Additive Gaussian noise: y = m + N(0, σ²).</summary>
internal sealed class GaussianNoise : INoiseModel
{
    private readonly double _standardDeviation;

    /// <param name="standardDeviation">σ, in the unit of the measurement.</param>
    public GaussianNoise(double standardDeviation) => _standardDeviation = standardDeviation;

    /// <inheritdoc />
    public torch.Tensor Sample(torch.Tensor expected, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var noise = torch.zeros(expected.shape, expected.dtype, expected.device);
        return (_standardDeviation > 0 ? noise.normal_(0, _standardDeviation, generator) : noise).add_(expected).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public torch.Tensor Variance(torch.Tensor expected) => torch.full_like(expected, _standardDeviation * _standardDeviation);

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

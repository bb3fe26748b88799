using DiffImaging.Sdk.Noise;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Photon noise, with read noise where there is some: y = (Poisson(n·m) + N(0, σ²)) / n.</summary>
/// <remarks>Exact Poisson counts at any mean. A negative expected value counts as no light. Var y = (n·m + σ²) / n².</remarks>
internal sealed class PhotonNoise : INoiseModel
{
    private readonly double _photons;
    private readonly double _readNoise;

    /// <param name="photons">n, detected photons for one unit of the measurement.</param>
    /// <param name="readNoise">σ, in electrons.</param>
    public PhotonNoise(double photons, double readNoise) => (_photons, _readNoise) = (photons, readNoise);

    /// <inheritdoc />
    public torch.Tensor Sample(torch.Tensor expected, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var counts = torch.poisson(expected.clamp(0).mul_(_photons), generator);
        if (_readNoise > 0)
        {
            counts.add_(torch.zeros_like(counts).normal_(0, _readNoise, generator));
        }

        return counts.div_(_photons).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public torch.Tensor Variance(torch.Tensor expected)
    {
        using var scope = torch.NewDisposeScope();
        return expected.clamp(0).div(_photons).add(_readNoise * _readNoise / (_photons * _photons)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>S(f) = A (1 + (2πℓf)²)^(−p/2).</summary>
/// <param name="Level">A, the density at the frequency zero.</param>
/// <param name="CorrelationLength">ℓ, in metres.</param>
/// <param name="Exponent">p.</param>
internal sealed record MaternSpectrum(double Level, double CorrelationLength, double Exponent)
{
    /// <summary>The spectrum whose mean over the frequencies of a grid, the variance of a number, is σ².</summary>
    public static MaternSpectrum WithDeviation(double deviation, double correlationLength, double exponent, SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var unit = new MaternSpectrum(1, correlationLength, exponent);
        var mean = unit.Logarithm(grid, torch.CPU).exp().mean().item<double>();
        return unit with { Level = deviation * deviation / mean };
    }

    /// <summary>Computes S on a grid.</summary>
    /// <returns><c>[rows, columns]</c>, FFT order, in the working precision; in the caller's dispose scope.</returns>
    public torch.Tensor Density(SamplingGrid grid, StageContext context)
    {
        using var scope = torch.NewDisposeScope();
        return Logarithm(grid, context.Device).exp().to(context.RealType).MoveToOuterDisposeScope();
    }

    /// <summary>Computes log S on a grid, in float64.</summary>
    /// <returns><c>[rows, columns]</c>, FFT order, in the caller's dispose scope.</returns>
    public torch.Tensor Logarithm(SamplingGrid grid, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var squared = Coordinates.SquaredFrequency(grid, device);
        var bend = (1 + Math.Pow(2 * Math.PI * CorrelationLength, 2) * squared).log() * (-Exponent / 2);
        return (bend + Math.Log(Level)).MoveToOuterDisposeScope();
    }
}

using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>The power spectrum S of a stationary Gaussian image, as the options give it.</summary>
internal static class PowerSpectrum
{
    /// <summary>Computes S, scaled so that its mean over the frequencies of the grid, the variance of a number, is σ².</summary>
    /// <remarks>matern, and what fitted starts with: <see cref="MaternSpectrum"/>. tabulated: log S linear between the frequencies
    /// given, constant outside.</remarks>
    /// <returns><c>[rows, columns]</c>, FFT order, in the working precision; in the caller's dispose scope.</returns>
    public static torch.Tensor Of(GaussianPriorOptions options, SamplingGrid grid, StageContext context) =>
        options.Model == SpectrumModel.Tabulated ? Tabulated(options, grid, context) : Matern(options, grid).Density(grid, context);

    /// <summary>The closed form that the options give.</summary>
    public static MaternSpectrum Matern(GaussianPriorOptions options, SamplingGrid grid) =>
        MaternSpectrum.WithDeviation(options.StandardDeviation, options.CorrelationLength!.Value, options.Exponent, grid);

    private static torch.Tensor Tabulated(GaussianPriorOptions options, SamplingGrid grid, StageContext context)
    {
        using var scope = torch.NewDisposeScope();
        var frequency = Coordinates.SquaredFrequency(grid, context.Device).sqrt();
        var logarithm = Interpolate(frequency, options.Frequencies!, [.. options.Densities!.Select(density => Math.Log(density))]);
        var shape = (logarithm - logarithm.max()).exp();
        var density = shape * (options.StandardDeviation * options.StandardDeviation / shape.mean());
        return density.to(context.RealType).MoveToOuterDisposeScope();
    }

    // The slope between two entries counts for as much of the interval as the frequency has covered.
    private static torch.Tensor Interpolate(torch.Tensor frequency, IReadOnlyList<double> positions, IReadOnlyList<double> values)
    {
        var result = torch.full_like(frequency, values[0]);
        for (var index = 1; index < positions.Count; index++)
        {
            var width = positions[index] - positions[index - 1];
            result += (frequency - positions[index - 1]).clamp(0, width) * ((values[index] - values[index - 1]) / width);
        }

        return result;
    }
}

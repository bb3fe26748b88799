using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic.Fit;

/// <summary>The periodogram P(f) = |F(x − r)|² / N of an image, averaged over rings of frequency; the frequency zero is left out.</summary>
/// <remarks>P is that of one real number: of a complex image half, of several planes the mean. Its expectation is then S of
/// <see cref="GaussianPrior"/>, plus the noise. In float64, one number after the other: the same image gives the same bits.</remarks>
/// <param name="Rings">The rings that hold a frequency, ascending.</param>
/// <param name="Parts">Real numbers at each pixel: 2 for a complex image or two planes.</param>
internal sealed record RadialPeriodogram(IReadOnlyList<FrequencyRing> Rings, int Parts)
{
    // Rings are this much narrower than the spacing of frequencies, so that at low frequencies, where S bends, each distinct
    // radius has its own.
    private const int RingsPerFrequency = 4;

    /// <summary>Number of frequencies in all rings.</summary>
    public long Count => Rings.Sum(ring => ring.Count);

    /// <summary>Mean of P over all frequencies: nearly the variance of a real number.</summary>
    public double Mean => Rings.Sum(ring => ring.Power * ring.Count) / Count;

    /// <summary>Computes the periodogram.</summary>
    /// <param name="deviation">x − r, real or complex, <c>[..., rows, columns]</c>.</param>
    /// <param name="grid">The grid.</param>
    public static RadialPeriodogram Of(torch.Tensor deviation, SamplingGrid grid)
    {
        var parts = (deviation.is_complex() ? 2 : 1) * (int)(deviation.numel() / ((long)grid.Rows * grid.Columns));
        var power = Power(deviation, parts, grid);
        var (stepY, stepX) = (1 / grid.Height, 1 / grid.Width);
        var width = Math.Min(stepY, stepX) / RingsPerFrequency;
        var rings = new SortedDictionary<long, (double SquaredFrequency, double Power, long Count)>();
        for (var index = 1; index < power.Length; index++)
        {
            var (row, column) = (index / grid.Columns, index % grid.Columns);
            var (fy, fx) = (stepY * Math.Min(row, grid.Rows - row), stepX * Math.Min(column, grid.Columns - column));
            var squared = fy * fy + fx * fx;
            var ring = (long)Math.Round(Math.Sqrt(squared) / width);
            var sum = rings.GetValueOrDefault(ring);
            rings[ring] = (sum.SquaredFrequency + squared, sum.Power + power[index], sum.Count + 1);
        }

        return new RadialPeriodogram(
            [.. rings.Values.Select(sum => new FrequencyRing(sum.SquaredFrequency / sum.Count, sum.Power / sum.Count, sum.Count))], parts);
    }

    /// <summary>The rings between two frequencies, in cycles per metre, both included.</summary>
    public RadialPeriodogram Between(double lowest, double highest) =>
        this with { Rings = [.. Rings.Where(ring => ring.SquaredFrequency >= lowest * lowest && ring.SquaredFrequency <= highest * highest)] };

    private static double[] Power(torch.Tensor deviation, int parts, SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var wide = deviation.to(deviation.is_complex() ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.Float64).cpu();
        var spectrum = torch.view_as_real(torch.fft.fft2(wide).resolve_conj());
        var planes = spectrum.square().sum(-1).reshape(-1, grid.Rows, grid.Columns).sum([0L]);
        return (planes / ((double)parts * grid.Rows * grid.Columns)).contiguous().data<double>().ToArray();
    }
}

namespace DiffImaging.Reporting.Distributions;

/// <summary>Quartiles of a sample, interpolated linearly between order statistics.</summary>
/// <param name="Lower">A quarter of the values lies below.</param>
/// <param name="Median">Half of the values lies below.</param>
/// <param name="Upper">Three quarters of the values lie below.</param>
public readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>Computes the quartiles of the finite values.</summary>
    /// <returns>The quartiles, all NaN when no value is finite.</returns>
    public static Quartiles Of(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0
            ? new Quartiles(double.NaN, double.NaN, double.NaN)
            : new Quartiles(Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}

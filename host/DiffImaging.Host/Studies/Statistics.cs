namespace DiffImaging.Host.Studies;

/// <summary>Computes statistics.</summary>
internal static class Statistics
{
    // Of the standard normal distribution, 95 % of which lie between its negative and itself.
    private const double NormalQuantile = 1.959964;

    /// <returns>NaN where there is no value.</returns>
    public static double Of(IReadOnlyList<double> values, Statistic statistic)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        double[] sorted = [.. values.Order()];
        return statistic switch
        {
            Statistic.Median => Percentile(sorted, 0.5),
            Statistic.Mean => sorted.Average(),
            Statistic.Minimum => sorted[0],
            Statistic.Maximum => sorted[^1],
            Statistic.Spread => sorted[^1] - sorted[0],
            Statistic.RootMeanSquare => Math.Sqrt(sorted.Average(value => value * value)),
            Statistic.Coverage95 => sorted.Average(value => Math.Abs(value) <= NormalQuantile ? 1.0 : 0),
            _ => Percentile(sorted, 0.95),
        };
    }

    private static double Percentile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var index = (int)position;
        return index + 1 < sorted.Length ? sorted[index] + (position - index) * (sorted[index + 1] - sorted[index]) : sorted[^1];
    }
}

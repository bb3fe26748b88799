namespace DiffImaging.Engine.Weights;

/// <summary>Searches a factor on a logarithmic scale.</summary>
internal static class FactorSearch
{
    // First with ends: a measure with one minimum shows it between two neighbours then.
    private const int Coarse = 5;

    /// <summary>Searches the largest factor whose measure, which grows with it, is at most a target.</summary>
    /// <param name="measure">The measure of a factor.</param>
    /// <param name="target">The target.</param>
    /// <param name="lowest">Smallest factor.</param>
    /// <param name="highest">Largest factor.</param>
    /// <param name="count">Factors that are tried.</param>
    /// <returns>The largest tried one that holds; the smallest one tried where none does.</returns>
    public static double Largest(Func<double, double> measure, double target, double lowest, double highest, int count)
    {
        var (low, high) = (double.NaN, double.NaN);
        var (next, least) = (Math.Clamp(1, lowest, highest), double.PositiveInfinity);
        for (var trial = 0; trial < count; trial++)
        {
            least = Math.Min(least, next);
            if (measure(next) <= target)
            {
                low = next;
            }
            else
            {
                high = next;
            }

            // Up or down by tens until it is between two, then by halves.
            if (low >= highest || high <= lowest)
            {
                break;
            }

            next = double.IsNaN(high) ? Math.Min(low * 10, highest) : double.IsNaN(low) ? Math.Max(high / 10, lowest) : Math.Sqrt(low * high);
        }

        return double.IsNaN(low) ? least : low;
    }

    /// <summary>Searches the factor with the smallest measure: evenly over the range, then in the larger gap beside the best.</summary>
    /// <inheritdoc cref="Largest" path="/param"/>
    /// <returns>The best one tried.</returns>
    public static double Best(Func<double, double> measure, double lowest, double highest, int count)
    {
        var first = Math.Min(Coarse, count);
        List<(double Factor, double Value)> tried = [.. Enumerable.Range(0, first).Select(index => lowest * Math.Pow(highest / lowest, index / (first - 1.0))).Select(factor => (factor, measure(factor)))];
        while (tried.Count < count)
        {
            tried.Sort((left, right) => left.Factor.CompareTo(right.Factor));
            var best = tried.FindIndex(pair => pair.Value == tried.Min(other => other.Value));
            var below = best > 0 ? tried[best].Factor / tried[best - 1].Factor : 1;
            var above = best < tried.Count - 1 ? tried[best + 1].Factor / tried[best].Factor : 1;
            var next = above >= below ? tried[best].Factor * Math.Sqrt(above) : tried[best].Factor / Math.Sqrt(below);
            tried.Add((next, measure(next)));
        }

        return tried.MinBy(pair => pair.Value).Factor;
    }
}

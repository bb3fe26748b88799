namespace DiffImaging.Reporting.Images;

/// <summary>The values that the two ends of a color map stand for.</summary>
public readonly record struct ColorLimits
{
    /// <summary>Creates limits.</summary>
    /// <param name="low">Value at the low end of the map.</param>
    /// <param name="high">Value at the high end of the map.</param>
    /// <exception cref="ArgumentException">A limit is not finite or low is not below high.</exception>
    public ColorLimits(double low, double high)
    {
        if (!(double.IsFinite(low) && double.IsFinite(high) && low < high))
        {
            throw new ArgumentException($"Color limits must be finite and increasing; found {low} and {high}.");
        }

        (Low, High) = (low, high);
    }

    /// <summary>Limits of wrapped phase, −π to π, in radians.</summary>
    public static ColorLimits Phase { get; } = new(-Math.PI, Math.PI);

    /// <summary>Value at the low end of the map.</summary>
    public double Low { get; }

    /// <summary>Value at the high end of the map.</summary>
    public double High { get; }

    /// <summary>Limits by percentiles of the finite values, so that a few hot pixels do not decide the contrast.</summary>
    /// <param name="images">One image, or several that are to be compared under the same limits.</param>
    /// <param name="lowPercentile">Percentile of the low end, 0 to 100.</param>
    /// <param name="highPercentile">Percentile of the high end, 0 to 100.</param>
    /// <returns>The limits; around a constant image they are widened; without any finite value they are 0 and 1.</returns>
    public static ColorLimits Robust(
        IReadOnlyList<SampledImage> images, double lowPercentile = 0.5, double highPercentile = 99.5)
    {
        var values = SortedFinite(images, value => value);
        return values.Length == 0
            ? new ColorLimits(0, 1)
            : Widened(Percentile(values, lowPercentile), Percentile(values, highPercentile));
    }

    /// <summary>Limits from the smallest to the largest finite value.</summary>
    /// <param name="images">One image, or several that are to be compared under the same limits.</param>
    public static ColorLimits FullRange(IReadOnlyList<SampledImage> images) => Robust(images, 0, 100);

    /// <summary>Limits −a and a for residuals, a being a percentile of the absolute values.</summary>
    /// <param name="images">One image, or several that are to be compared under the same limits.</param>
    /// <param name="percentile">Percentile of the absolute value, 0 to 100.</param>
    public static ColorLimits Symmetric(IReadOnlyList<SampledImage> images, double percentile = 99.5)
    {
        var values = SortedFinite(images, Math.Abs);
        var limit = values.Length == 0 ? 1 : Percentile(values, percentile);
        return limit > 0 ? new ColorLimits(-limit, limit) : new ColorLimits(-1, 1);
    }

    /// <summary>The position of a value between the limits: 0 at the low, 1 at the high one, NaN for what is not finite.</summary>
    public double Fraction(double value) => double.IsFinite(value) ? (value - Low) / (High - Low) : double.NaN;

    private static float[] SortedFinite(IReadOnlyList<SampledImage> images, Func<float, float> map)
    {
        ArgumentNullException.ThrowIfNull(images);
        var values = new List<float>();
        foreach (var image in images)
        {
            foreach (var value in image.Values.Span)
            {
                if (float.IsFinite(value))
                {
                    values.Add(map(value));
                }
            }
        }

        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static double Percentile(float[] sorted, double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percentile, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        var position = percentile / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * ((double)sorted[above] - sorted[below]));
    }

    private static ColorLimits Widened(double low, double high)
    {
        // Rounding noise about a constant must not be stretched to full contrast.
        var least = 1e-6 * Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low > least)
        {
            return new ColorLimits(low, high);
        }

        var margin = low == 0 ? 0.5 : Math.Abs(low) / 2;
        return new ColorLimits(low - margin, high + margin);
    }
}

namespace DiffImaging.Reporting.Curves;

/// <summary>One curve.</summary>
public sealed record CurveSeries
{
    /// <summary>Creates a curve.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Abscissae in SI.</param>
    /// <param name="y">Ordinates in SI, as many; what is not finite leaves a gap.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public CurveSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"The curve \"{name}\" has {x.Count} abscissae and {y.Count} ordinates.", nameof(y));
        }

        (Name, X, Y) = (name, x, y);
    }

    /// <summary>Name in the legend.</summary>
    public string Name { get; }

    /// <summary>Abscissae in SI.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Ordinates in SI.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Standard deviations of the ordinates, drawn as a band of ±1; null for none, NaN where unknown.</summary>
    public IReadOnlyList<double>? StandardDeviation { get; init; }

    /// <summary>Whether points are drawn; null draws them on curves of at most 30.</summary>
    public bool? Points { get; init; }

    /// <summary>Creates a curve over the iterations 0, 1, 2, …</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="y">Ordinates in SI.</param>
    public static CurveSeries OverIterations(string name, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(y);
        return new CurveSeries(name, [.. Enumerable.Range(0, y.Count).Select(i => (double)i)], y);
    }
}

namespace DiffImaging.Reporting.Tables;

/// <summary>An uncertainty parameter as a report shows it; values in SI.</summary>
/// <param name="Name">Name, with an index for an element of a vector, as "led-shift[3]".</param>
/// <param name="Unit">SI unit; empty for a number.</param>
/// <param name="Nominal">The value assumed before.</param>
/// <param name="Estimate">The value found; null when the parameter was held fixed.</param>
public sealed record ParameterEntry(string Name, string Unit, double Nominal, double? Estimate)
{
    /// <summary>Standard deviation of the estimate over other measurements of the same specimen; null when unknown.</summary>
    public double? Repeatability { get; init; }

    /// <summary>Standard deviation of the truth about the estimate over all that the priors allow; null when unknown.</summary>
    public double? Posterior { get; init; }

    /// <summary>Standard deviation of the estimate over other parts of the specimen; null when unknown.</summary>
    public double? Jackknife { get; init; }

    /// <summary>How much larger the estimate is than where the object is averaged over; null when unknown.</summary>
    public double? Bias { get; init; }

    /// <summary>Standard deviation of the estimate of <see cref="Bias"/>; infinite or null when unknown.</summary>
    public double? BiasError { get; init; }

    /// <summary>Whether the data determine the parameter; null when that was not examined.</summary>
    public bool? Identifiable { get; init; }

    /// <summary>The true value, known in a simulation; null otherwise.</summary>
    public double? Truth { get; init; }

    /// <summary>Makes one entry per element of a vector, named "name[0]", "name[1]", …</summary>
    /// <param name="name">Name of the vector.</param>
    /// <param name="unit">SI unit.</param>
    /// <param name="nominal">Nominal values.</param>
    /// <param name="estimate">Estimates, as many.</param>
    /// <param name="repeatability">Standard deviations over other measurements, as many; null when unknown.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static IReadOnlyList<ParameterEntry> Elements(
        string name,
        string unit,
        IReadOnlyList<double> nominal,
        IReadOnlyList<double> estimate,
        IReadOnlyList<double>? repeatability = null)
    {
        ArgumentNullException.ThrowIfNull(nominal);
        ArgumentNullException.ThrowIfNull(estimate);
        if (nominal.Count != estimate.Count || (repeatability is { } given && given.Count != estimate.Count))
        {
            throw new ArgumentException(
                $"\"{name}\" has {nominal.Count} nominal values, {estimate.Count} estimates and "
                + $"{repeatability?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} standard deviations.");
        }

        return
        [
            .. estimate.Select((value, i) => new ParameterEntry($"{name}[{i}]", unit, nominal[i], value)
            {
                Repeatability = repeatability?[i],
            }),
        ];
    }
}

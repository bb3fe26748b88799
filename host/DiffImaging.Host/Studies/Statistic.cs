namespace DiffImaging.Host.Studies;

/// <summary>What is made of the values of all seeds.</summary>
internal enum Statistic
{
    Median,
    Mean,
    Minimum,
    Maximum,

    /// <summary>The 95th percentile, by linear interpolation between order statistics.</summary>
    Percentile95,

    /// <summary>Largest minus smallest.</summary>
    Spread,
}

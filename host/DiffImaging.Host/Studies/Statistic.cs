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

    /// <summary>Square root of the mean of the squares.</summary>
    RootMeanSquare,

    /// <summary>Size of the mean; of several metrics the largest.</summary>
    LargestMean,

    /// <summary>Share of the values between −1.96 and 1.96: of errors over their standard deviations 0.95, where these are true.</summary>
    Coverage95,
}

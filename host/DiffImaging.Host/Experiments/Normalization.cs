namespace DiffImaging.Host.Experiments;

/// <summary>What a measurement is divided by before it is used.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The mean of its valid pixels.</summary>
    Mean,

    /// <summary>The median of its valid pixels.</summary>
    Median,
}

namespace DiffImaging.Data;

/// <summary>What the numbers in a file are.</summary>
public enum RecordedQuantity
{
    /// <summary>Proportional to the light, as a camera counts it.</summary>
    Intensity,

    /// <summary>The square root of that, as some prepared data sets hold it; squared when read.</summary>
    Amplitude,
}

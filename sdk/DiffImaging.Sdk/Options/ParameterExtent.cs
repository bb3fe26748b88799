namespace DiffImaging.Sdk.Options;

/// <summary>What one value of an uncertainty parameter holds for.</summary>
public enum ParameterExtent
{
    /// <summary>One value for the whole measurement.</summary>
    Measurement,

    /// <summary>A value for each frame.</summary>
    Frame,
}

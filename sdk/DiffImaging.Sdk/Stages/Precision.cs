namespace DiffImaging.Sdk.Stages;

/// <summary>The working precision of fields and intensities; uncertainty parameters are always float64.</summary>
public enum Precision
{
    /// <summary>float32 and complex64.</summary>
    Single,

    /// <summary>float64 and complex128.</summary>
    Double,
}

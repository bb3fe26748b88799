namespace DiffImaging.Host.Batches;

/// <summary>How the values of a range lie.</summary>
internal enum Spacing
{
    /// <summary>At equal differences.</summary>
    Linear,

    /// <summary>At equal ratios.</summary>
    Logarithmic,
}

namespace DiffImaging.Reporting.Colors;

/// <summary>What the order of the colors in a map stands for; it decides the default limits of a figure.</summary>
public enum ColorMapKind
{
    /// <summary>From low to high: intensities, absorption, amplitude.</summary>
    Sequential,

    /// <summary>The two ends are the same color: wrapped phase, limits −π and π.</summary>
    Cyclic,

    /// <summary>Symmetric about a neutral middle: residuals, limits −a and a.</summary>
    Diverging,
}

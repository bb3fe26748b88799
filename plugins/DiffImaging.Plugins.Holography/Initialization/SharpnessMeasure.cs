namespace DiffImaging.Plugins.Holography.Initialization;

/// <summary>Measures of sharpness for a distance scan; each is largest in focus.</summary>
public enum SharpnessMeasure
{
    /// <summary>Standard deviation over mean of the modulus of the field's complex gradient.</summary>
    GradientContrast,

    /// <summary>Standard deviation over mean of the field's amplitude.</summary>
    AmplitudeContrast,

    /// <summary>The largest value of the blurred intensity of what departs from the background: for few compact objects.</summary>
    FocusedPeak,
}

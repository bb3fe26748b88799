namespace DiffImaging.Reporting.Axes;

/// <summary>How values are spread along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences have equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios have equal lengths; values that are not positive are left out, and the figure says how many.</summary>
    Logarithmic,
}

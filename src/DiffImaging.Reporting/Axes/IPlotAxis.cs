namespace DiffImaging.Reporting.Axes;

/// <summary>Maps values to positions along an axis and proposes its marks.</summary>
internal interface IPlotAxis
{
    /// <summary>What the axis shows, with its unit; empty for none.</summary>
    string Title { get; }

    /// <summary>Position of a value: 0 at the start, 1 at the end; NaN when the axis cannot show it.</summary>
    double Fraction(double value);

    /// <summary>Marks, at most about as many as asked for.</summary>
    IReadOnlyList<AxisTick> Ticks(int count);
}

namespace DiffImaging.Reporting.Axes;

/// <summary>Describes an axis: what it shows, in which SI unit, and how.</summary>
/// <param name="Label">What the axis shows, as "distance".</param>
/// <param name="Unit">SI unit of the values, as "m"; the figure chooses the prefix. Empty for a number.</param>
/// <param name="Scale">Linear or logarithmic.</param>
public sealed record FigureAxis(string Label, string Unit = "", AxisScale Scale = AxisScale.Linear)
{
    private const double Padding = 0.04;

    /// <summary>Fits an axis to values, with a little room at both ends.</summary>
    /// <param name="values">Values in SI; what the axis cannot show is passed over.</param>
    /// <param name="padded">Whether room is left at the ends.</param>
    internal IPlotAxis Fit(IEnumerable<double> values, bool padded = true)
    {
        var shown = values.Where(CanShow).ToArray();
        var padding = padded ? Padding : 0;
        return Scale == AxisScale.Logarithmic ? FitLogarithmic(shown, padding) : FitLinear(shown, padding);
    }

    internal bool CanShow(double value) => double.IsFinite(value) && (Scale == AxisScale.Linear || value > 0);

    private LinearAxis FitLinear(double[] values, double padding)
    {
        var (low, high) = values.Length == 0 ? (0, 1) : (values.Min(), values.Max());
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            var margin = low == 0 ? 1 : 0.05 * Math.Abs(low);
            (low, high) = (low - margin, high + margin);
        }

        var room = padding * (high - low);
        return new LinearAxis(low - room, high + room, Label, Unit);
    }

    private LogarithmicAxis FitLogarithmic(double[] values, double padding)
    {
        var (low, high) = values.Length == 0 ? (0.1, 1) : (values.Min(), values.Max());
        if (high / low < 1.05)
        {
            (low, high) = (low / 1.5, high * 1.5);
        }

        var room = Math.Pow(high / low, padding);
        return new LogarithmicAxis(low / room, high * room, Label, Unit);
    }
}

using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Reporting.Axes;

/// <summary>An axis with equal steps of 1, 2 or 5 times a power of ten, labelled in a prefixed unit.</summary>
internal sealed class LinearAxis : IPlotAxis
{
    // Limits reached by rounding still show their mark.
    private const double Slack = 1e-9;

    private readonly double _low;
    private readonly double _high;
    private readonly DisplayUnit _unit;

    public LinearAxis(double low, double high, string label, string unit)
        : this(low, high, label, DisplayUnit.For(Math.Max(Math.Abs(low), Math.Abs(high)), unit))
    {
    }

    public LinearAxis(double low, double high, string label, DisplayUnit unit)
    {
        (_low, _high, _unit) = (low, high, unit);
        Title = AxisTitle.Of(label, _unit.Symbol);
    }

    public string Title { get; }

    public double Fraction(double value) => (value - _low) / (_high - _low);

    // A step of more than half the range may pass it by; a third of it cannot.
    public IReadOnlyList<AxisTick> Ticks(int count) => TicksOf(Math.Max(count, 1)) is { Count: > 0 } ticks ? ticks : TicksOf(3);

    private List<AxisTick> TicksOf(int count)
    {
        var (low, high) = (_unit.Scale(_low), _unit.Scale(_high));
        var step = Step(Math.Abs(high - low) / count);
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + Slack));
        var scale = (_high - _low) / (high - low);
        var first = (long)Math.Ceiling((Math.Min(low, high) / step) - Slack);
        var last = (long)Math.Floor((Math.Max(low, high) / step) + Slack);
        var ticks = new List<AxisTick>();
        for (var i = first; i <= last; i++)
        {
            ticks.Add(new AxisTick(i * step * scale, DecimalText.Fixed(i * step, decimals)));
        }

        return ticks;
    }

    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var leading = least / power;
        return power * (leading <= 1 + Slack ? 1 : leading <= 2 + Slack ? 2 : leading <= 5 + Slack ? 5 : 10);
    }
}

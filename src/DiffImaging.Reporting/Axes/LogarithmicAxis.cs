using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Reporting.Axes;

/// <summary>A logarithmic axis: labelled decades, with 2 and 5 labelled too when few decades are shown.</summary>
internal sealed class LogarithmicAxis : IPlotAxis
{
    private const int FewDecades = 2;
    private const int PlainExponent = 3;
    private const double Slack = 1e-9;

    private readonly double _low;
    private readonly double _high;
    private readonly DisplayUnit _unit;

    /// <param name="low">Value at the start, positive.</param>
    /// <param name="high">Value at the end, larger.</param>
    /// <param name="label">What the axis shows.</param>
    /// <param name="unit">SI unit.</param>
    public LogarithmicAxis(double low, double high, string label, string unit)
    {
        // Only a prefix may scale the values: the labels are powers of ten already.
        var display = DisplayUnit.For(high, unit);
        _unit = display.Prefixed ? display : new DisplayUnit(0, unit, true);
        (_low, _high) = (Math.Log10(_unit.Scale(low)), Math.Log10(_unit.Scale(high)));
        Title = AxisTitle.Of(label, _unit.Symbol);
    }

    public string Title { get; }

    public double Fraction(double value) =>
        value > 0 ? (Math.Log10(_unit.Scale(value)) - _low) / (_high - _low) : double.NaN;

    public IReadOnlyList<AxisTick> Ticks(int count)
    {
        var decades = _high - _low;
        var stride = Math.Max(1, (int)Math.Ceiling(decades / Math.Max(count, 1)));
        if (decades <= 0.7 && Linear(count) is { Count: >= 2 } linear)
        {
            return linear;
        }

        // One style along the axis: 1000 does not stand beside 10⁴.
        var plain = Math.Floor(_low) >= -PlainExponent && Math.Floor(_high + Slack) <= PlainExponent;
        var ticks = new List<AxisTick>();
        for (var exponent = (int)Math.Floor(_low); exponent <= (int)Math.Ceiling(_high); exponent++)
        {
            for (var leading = 1; leading <= 9; leading++)
            {
                var position = exponent + Math.Log10(leading);
                if (position >= _low - Slack && position <= _high + Slack)
                {
                    ticks.Add(new AxisTick(Unscale(position), Label(exponent, leading, stride, decades, plain)));
                }
            }
        }

        List<AxisTick> shown = stride == 1 ? ticks : [.. ticks.Where(tick => tick.Label.Length > 0)];
        return shown.Exists(tick => tick.Label.Length > 0) ? shown : Linear(count);
    }

    private List<AxisTick> Linear(int count) =>
        [.. new LinearAxis(Math.Pow(10, _low), Math.Pow(10, _high), "", "").Ticks(count)
            .Select(tick => new AxisTick(Unscale(Math.Log10(tick.Value)), DecimalText.Significant(tick.Value, 6)))];

    private double Unscale(double position) => Math.Pow(10, position + _unit.Exponent);

    private static string Label(int exponent, int leading, int stride, double decades, bool plain)
    {
        var labelled = leading == 1 ? exponent % stride == 0 : leading is 2 or 5 && decades <= FewDecades;
        if (!labelled)
        {
            return "";
        }

        if (plain)
        {
            return DecimalText.Significant(leading * Math.Pow(10, exponent), 1);
        }

        return (leading == 1 ? "" : $"{leading}×") + "10" + Superscript.Of(exponent);
    }
}

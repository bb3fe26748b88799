namespace DiffImaging.Reporting.Axes;

/// <summary>An axis of named groups at 0, 1, 2, …</summary>
internal sealed class CategoryAxis(IReadOnlyList<string> labels) : IPlotAxis
{
    public string Title => "";

    public double Fraction(double value) => (value + 0.5) / labels.Count;

    public IReadOnlyList<AxisTick> Ticks(int count) => [.. labels.Select((label, i) => new AxisTick(i, label))];
}

using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Curves;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Quantities;
using SkiaSharp;

namespace DiffImaging.Reporting.Distributions;

/// <summary>Every value of every scenario as a point, with a box from the lower to the upper quartile and the median.</summary>
public sealed record StripFigure : IVectorFigure
{
    private const float LargestSpread = 34;
    private const float PointRadius = 2.6f;
    private const int LeastForBox = 4;

    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <summary>The vertical axis; errors over several decades want a logarithmic one.</summary>
    public required FigureAxis Y { get; init; }

    /// <summary>The scenarios, from left to right.</summary>
    public required IReadOnlyList<StripGroup> Groups { get; init; }

    /// <inheritdoc/>
    public string? Caption { get; init; }

    /// <summary>Horizontal lines, as must and aim.</summary>
    public IReadOnlyList<ReferenceLine> HorizontalLines { get; init; } = [];

    /// <summary>Width on the page, in CSS pixels.</summary>
    public int Width { get; init; } = FigureStyle.Width;

    /// <summary>Height on the page, in CSS pixels.</summary>
    public int Height { get; init; } = 360;

    /// <inheritdoc/>
    public byte[] ToPng() => FigureOutput.Png(Width, Height, Draw);

    /// <inheritdoc/>
    public string ToSvg() => FigureOutput.Svg(Width, Height, Draw);

    private void Draw(FigureCanvas canvas)
    {
        var labelWidth = (Width - 90f) / Math.Max(1, Groups.Count);
        var x = new CategoryAxis([.. Groups.Select(group => Label(group, labelWidth - 8))]);
        var y = Y.Fit(Groups.SelectMany(g => g.Values).Concat(HorizontalLines.Select(l => l.Value)));
        var frame = PlotFrame.Draw(canvas, new SKSize(Width, Height), Title, Legend(), x, y, "");
        for (var i = 0; i < HorizontalLines.Count; i++)
        {
            if (Y.CanShow(HorizontalLines[i].Value))
            {
                var row = frame.AtRow(HorizontalLines[i].Value);
                canvas.Line(
                    frame.Area.Left, row, frame.Area.Right, row, LineColor(i), 1.4f, FigureStyle.MarkerDash(i));
            }
        }

        for (var i = 0; i < Groups.Count; i++)
        {
            DrawGroup(canvas, frame, i);
        }

        frame.Close();
    }

    private string Label(StripGroup group, float width)
    {
        var shown = group.Values.Count(Y.CanShow);
        var hidden = group.Values.Count - shown;
        var count = hidden == 0 ? $"n = {shown}" : $"n = {shown} (+{hidden} not shown)";
        return string.Join(
            '\n', TextWrapping.Wrap(group.Name, width, FigureStyle.TickSize).Concat(TextWrapping.Wrap(count, width, FigureStyle.TickSize)));
    }

    private List<LegendEntry> Legend() =>
        [.. HorizontalLines.Select((line, i) => new LegendEntry(
            $"{line.Name} {QuantityFormat.Format(line.Value, Y.Unit, line.StandardDeviation)}", LineColor(i), 1.4f, FigureStyle.MarkerDash(i)))];

    private static SKColor LineColor(int index) => index % 2 == 0 ? FigureStyle.Ink : FigureStyle.Soft;

    private void DrawGroup(FigureCanvas canvas, PlotFrame frame, int index)
    {
        var values = Groups[index].Values.Where(Y.CanShow).ToArray();
        var color = FigureStyle.Series(index);
        var center = frame.AtColumn(index);
        var spread = Math.Min(LargestSpread, 0.3f * frame.Area.Width / Groups.Count);
        var quartiles = Quartiles.Of(values);
        if (values.Length >= LeastForBox)
        {
            var box = new SKRect(center - spread, frame.AtRow(quartiles.Upper), center + spread, frame.AtRow(quartiles.Lower));
            canvas.Fill(box, color.WithAlpha(36));
            canvas.Outline(box, color, 1);
        }

        for (var i = 0; i < values.Length; i++)
        {
            canvas.Disk(new SKPoint(center + (0.8f * spread * Scatter(i)), frame.AtRow(values[i])), PointRadius, color.WithAlpha(190));
        }

        if (values.Length > 0)
        {
            var median = frame.AtRow(quartiles.Median);
            canvas.Line(center - spread, median, center + spread, median, FigureStyle.Ink, 2.2f);
        }
    }

    // The golden-ratio sequence spreads points evenly without a random number: the figure is the same every time.
    private static float Scatter(int index) => (float)((2 * ((0.5 + (index * 0.6180339887498949)) % 1)) - 1);
}

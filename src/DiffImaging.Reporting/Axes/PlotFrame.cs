using DiffImaging.Reporting.Figures;
using SkiaSharp;

namespace DiffImaging.Reporting.Axes;

/// <summary>Title, legend, grid, axes and the area between them, laid out so that no label is cut.</summary>
internal sealed class PlotFrame
{
    private const float SpacePerRowTick = 48;
    private const float LabelGap = 6;
    private const float TitleGap = 8;

    private readonly FigureCanvas _canvas;
    private readonly IPlotAxis _x;
    private readonly IPlotAxis _y;

    private PlotFrame(FigureCanvas canvas, SKRect area, IPlotAxis x, IPlotAxis y) =>
        (_canvas, Area, _x, _y) = (canvas, area, x, y);

    /// <summary>The rectangle in which data are drawn.</summary>
    public SKRect Area { get; }

    /// <summary>Draws the frame and returns it for the data to be drawn.</summary>
    public static PlotFrame Draw(
        FigureCanvas canvas, SKSize size, string title, IReadOnlyList<LegendEntry> entries, IPlotAxis x, IPlotAxis y, string note)
    {
        var top = FigureTitle.Draw(canvas, title, FigureStyle.Margin, size.Width - (2 * FigureStyle.Margin));
        var legend = new Legend(entries, size.Width - (2 * FigureStyle.Margin));
        legend.Draw(canvas, FigureStyle.Margin, top);
        top += legend.Height + TitleGap;

        var rowTicks = y.Ticks((int)((size.Height - top - 60) / SpacePerRowTick));
        var left = FigureStyle.Margin + TitleHeight(y) + rowTicks.Select(t => FigureFont.Measure(t.Label, FigureStyle.TickSize)).DefaultIfEmpty().Max()
            + LabelGap + FigureStyle.TickLength;
        var right = size.Width - FigureStyle.Margin - 8;
        var columnTicks = FittingTicks(x, right - left);
        var lines = columnTicks.Select(t => t.Label.Split('\n').Length).DefaultIfEmpty(1).Max();
        var bottom = size.Height - FigureStyle.Margin - TitleHeight(x) - NoteHeight(note)
            - (lines * FigureStyle.TickSize * FigureStyle.LineHeight) - LabelGap;

        var frame = new PlotFrame(canvas, new SKRect(left, top, right, bottom), x, y);
        frame.DrawRows(rowTicks);
        frame.DrawColumns(columnTicks);
        frame.DrawTitles(size, note);
        return frame;
    }

    /// <summary>Position of a data point; NaN coordinates where an axis cannot show it.</summary>
    public SKPoint At(double x, double y) => new(AtColumn(x), AtRow(y));

    /// <summary>Horizontal position of a value.</summary>
    public float AtColumn(double x) => Area.Left + (float)(_x.Fraction(x) * Area.Width);

    /// <summary>Vertical position of a value.</summary>
    public float AtRow(double y) => Area.Bottom - (float)(_y.Fraction(y) * Area.Height);

    /// <summary>Draws the outline over the data.</summary>
    public void Close() => _canvas.Outline(Area, FigureStyle.Soft, 1);

    private static float TitleHeight(IPlotAxis axis) =>
        axis.Title.Length == 0 ? 0 : FigureStyle.LabelSize + TitleGap;

    private static float NoteHeight(string note) => note.Length == 0 ? 0 : FigureStyle.TickSize * FigureStyle.LineHeight;

    private static IReadOnlyList<AxisTick> FittingTicks(IPlotAxis axis, float width)
    {
        for (var count = Math.Max(2, (int)(width / 55)); count > 2; count--)
        {
            var ticks = axis.Ticks(count);
            if (Fits(axis, ticks, width))
            {
                return ticks;
            }
        }

        return axis.Ticks(2);
    }

    private static bool Fits(IPlotAxis axis, IReadOnlyList<AxisTick> ticks, float width)
    {
        var end = float.NegativeInfinity;
        foreach (var tick in ticks.Where(t => t.Label.Length > 0))
        {
            var half = tick.Label.Split('\n').Max(line => FigureFont.Measure(line, FigureStyle.TickSize)) / 2;
            var middle = (float)axis.Fraction(tick.Value) * width;
            if (middle - half < end + 10)
            {
                return false;
            }

            end = middle + half;
        }

        return true;
    }

    private void DrawRows(IReadOnlyList<AxisTick> ticks)
    {
        foreach (var tick in ticks)
        {
            var y = AtRow(tick.Value);
            var labelled = tick.Label.Length > 0;
            if (labelled)
            {
                _canvas.Line(Area.Left, y, Area.Right, y, FigureStyle.Grid, 1);
            }

            _canvas.Line(Area.Left - (labelled ? FigureStyle.TickLength : 2), y, Area.Left, y, FigureStyle.Soft, 1);
            _canvas.Text(
                tick.Label, Area.Left - LabelGap - 1, y + (FigureFont.CapHeight * FigureStyle.TickSize / 2),
                FigureStyle.TickSize, FigureStyle.Ink, TextAnchor.End);
        }
    }

    private void DrawColumns(IReadOnlyList<AxisTick> ticks)
    {
        foreach (var tick in ticks)
        {
            var x = AtColumn(tick.Value);
            var labelled = tick.Label.Length > 0;
            if (labelled && _x is not CategoryAxis)
            {
                _canvas.Line(x, Area.Top, x, Area.Bottom, FigureStyle.Grid, 1);
            }

            _canvas.Line(x, Area.Bottom, x, Area.Bottom + (labelled ? FigureStyle.TickLength : 2), FigureStyle.Soft, 1);
            var baseline = Area.Bottom + LabelGap + FigureStyle.TickSize;
            foreach (var line in tick.Label.Split('\n'))
            {
                _canvas.Text(line, x, baseline, FigureStyle.TickSize, FigureStyle.Ink, TextAnchor.Middle);
                baseline += FigureStyle.TickSize * FigureStyle.LineHeight;
            }
        }
    }

    private void DrawTitles(SKSize size, string note)
    {
        var bottom = size.Height - FigureStyle.Margin;
        if (note.Length > 0)
        {
            _canvas.Text(note, Area.Right, bottom, FigureStyle.TickSize - 1, FigureStyle.Soft, TextAnchor.End);
        }

        _canvas.Text(
            _x.Title, Area.MidX, bottom - NoteHeight(note), FigureStyle.LabelSize, FigureStyle.Ink, TextAnchor.Middle);
        if (_y.Title.Length > 0)
        {
            _canvas.VerticalText(
                _y.Title, FigureStyle.Margin + (FigureStyle.LabelSize * 0.8f), Area.MidY, FigureStyle.LabelSize, FigureStyle.Ink,
                size.Height);
        }
    }
}

using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Figures;
using SkiaSharp;

namespace DiffImaging.Reporting.Images;

/// <summary>The bar beside an image that says which color is which value; a pointed end means that values go beyond.</summary>
internal sealed class ColorBar
{
    private const float BarWidth = 15;
    // With it, images of the default size have one width and line up on the page.
    private const float LeastWidth = 96;
    private const float Gap = 14;
    private const float TipHeight = 9;
    private const float SpacePerTick = 48;

    private readonly ColorMap _map;
    private readonly ColorLimits _limits;
    private readonly LinearAxis _axis;
    private readonly IReadOnlyList<AxisTick> _ticks;
    private readonly float _height;

    public ColorBar(ColorMap map, ColorLimits limits, string label, string unit, float height)
    {
        (_map, _limits, _height) = (map, limits, height);
        _axis = new LinearAxis(limits.Low, limits.High, label, unit);
        _ticks = limits == ColorLimits.Phase ? PhaseTicks() : _axis.Ticks((int)Math.Max(2, height / SpacePerTick));
    }

    /// <summary>Width with labels and title, the gap to the image included.</summary>
    public float Width => MathF.Max(
        LeastWidth,
        LabelOffset + _ticks.Max(t => FigureFont.Measure(t.Label, FigureStyle.TickSize))
            + (_axis.Title.Length == 0 ? 0 : FigureStyle.LabelSize + 10));

    private static float LabelOffset => Gap + BarWidth + FigureStyle.TickLength + 4;

    /// <param name="canvas">Where to draw.</param>
    /// <param name="corner">Upper right corner of the image.</param>
    /// <param name="figureHeight">Height of the figure.</param>
    /// <param name="exceedsLow">Whether values lie below the low limit.</param>
    /// <param name="exceedsHigh">Whether values lie above the high limit.</param>
    public void Draw(FigureCanvas canvas, SKPoint corner, float figureHeight, bool exceedsLow, bool exceedsHigh)
    {
        var area = SKRect.Create(corner.X + Gap, corner.Y, BarWidth, _height);
        DrawGradient(canvas, area);
        DrawTips(canvas, area, exceedsLow, exceedsHigh);
        foreach (var tick in _ticks)
        {
            var y = area.Bottom - ((float)_axis.Fraction(tick.Value) * _height);
            canvas.Line(area.Right, y, area.Right + FigureStyle.TickLength, y, FigureStyle.Soft, 1);
            canvas.Text(
                tick.Label, corner.X + LabelOffset, y + (FigureFont.CapHeight * FigureStyle.TickSize / 2),
                FigureStyle.TickSize, FigureStyle.Ink);
        }

        if (_axis.Title.Length > 0)
        {
            canvas.VerticalText(
                _axis.Title, corner.X + Width - 2, area.MidY, FigureStyle.LabelSize, FigureStyle.Ink, figureHeight);
        }
    }

    private void DrawGradient(FigureCanvas canvas, SKRect area)
    {
        var steps = (int)Math.Ceiling(_height * FigureOutput.Resolution);
        var column = new float[steps];
        for (var i = 0; i < steps; i++)
        {
            column[i] = (float)(_limits.High - ((_limits.High - _limits.Low) * i / Math.Max(1, steps - 1)));
        }

        using var bitmap = ColoredPixels.Of(new SampledImage(column, steps, 1), _map, _limits);
        canvas.Bitmap(bitmap, area, FigureOutput.Resolution);
        canvas.Outline(area, FigureStyle.Soft, 1);
    }

    private void DrawTips(FigureCanvas canvas, SKRect area, bool exceedsLow, bool exceedsHigh)
    {
        if (exceedsHigh)
        {
            Tip(canvas, area, area.Top, -TipHeight, _map.At(1));
        }

        if (exceedsLow)
        {
            Tip(canvas, area, area.Bottom, TipHeight, _map.At(0));
        }
    }

    private static void Tip(FigureCanvas canvas, SKRect area, float y, float height, Rgb color)
    {
        SKPoint[] corners = [new(area.Left, y), new(area.MidX, y + height), new(area.Right, y)];
        canvas.Polygon(corners, new SKColor(color.Red, color.Green, color.Blue));
        canvas.Polyline(corners, FigureStyle.Soft, 1);
    }

    private static AxisTick[] PhaseTicks() =>
    [
        new(-Math.PI, "−π"), new(-Math.PI / 2, "−π/2"), new(0, "0"), new(Math.PI / 2, "π/2"), new(Math.PI, "π"),
    ];
}

using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Quantities;
using SkiaSharp;

namespace DiffImaging.Reporting.Images;

/// <summary>Places the parts of an image figure and draws them.</summary>
internal sealed class ImageLayout
{
    private const int LeastSize = 100;
    // With it, images of the default size have one width and line up on the page.
    private const float LeastRowAxisWidth = 52;
    private const float SpacePerTick = 62;
    private const float LabelGap = 7;
    private const float NoteHeight = 20;
    private const float NoteIndent = 16;

    private static readonly Rgb Blank = new(232, 232, 232);

    private readonly ImageFigure _figure;
    private readonly ColorLimits _limits;
    private readonly LinearAxis _x;
    private readonly LinearAxis _y;
    private readonly IReadOnlyList<AxisTick> _xTicks;
    private readonly IReadOnlyList<AxisTick> _yTicks;
    private readonly ColorBar? _colorBar;
    private readonly int _missing;
    private readonly SKRect _area;

    public ImageLayout(ImageFigure figure, ColorLimits limits)
    {
        (_figure, _limits) = (figure, limits);
        var image = figure.Image;
        var (x, y) = (figure.X ?? FromCorner("x", image), figure.Y ?? FromCorner("y", image));
        var (acrossX, acrossY) = x.Unit == y.Unit ? (x.Pitch * image.Columns, y.Pitch * image.Rows) : (image.Columns, image.Rows);
        var scale = Math.Max(LeastSize, figure.Size) / Math.Max(acrossX, acrossY);
        var (width, height) = ((float)(scale * acrossX), (float)(scale * acrossY));

        var (largestX, largestY) = (Largest(x, image.Columns), Largest(y, image.Rows));
        var common = Math.Max(largestX, largestY);
        _x = new LinearAxis(x.Low, x.High(image.Columns), x.Label, DisplayUnit.For(x.Unit == y.Unit ? common : largestX, x.Unit));
        _y = new LinearAxis(y.Low, y.High(image.Rows), y.Label, DisplayUnit.For(x.Unit == y.Unit ? common : largestY, y.Unit));
        _xTicks = _x.Ticks((int)(width / SpacePerTick));
        _yTicks = _y.Ticks((int)(height / SpacePerTick));
        _colorBar = figure.ColorBar ? new ColorBar(figure.Map, limits, figure.ValueLabel, figure.ValueUnit, height) : null;
        _missing = figure.MissingNote ? CountMissing(image) : 0;

        var left = FigureStyle.Margin + (figure.Axes ? RowAxisWidth() : 0);
        var note = _missing > 0 ? NoteIndent + FigureFont.Measure(MissingNote, FigureStyle.TickSize) : 0;
        Width = (int)Math.Ceiling(left + MathF.Max(width + (_colorBar?.Width ?? 0), note) + FigureStyle.Margin);
        var top = FigureTitle.Bottom(figure.Title, TitleWidth) + 12;
        _area = SKRect.Create(left, top, width, height);
        var below = (figure.Axes ? (2 * FigureStyle.TickSize * FigureStyle.LineHeight) + LabelGap : 0)
            + (_missing > 0 ? NoteHeight : 0);
        Height = (int)Math.Ceiling(_area.Bottom + below + FigureStyle.Margin);
    }

    public int Width { get; }

    public int Height { get; }

    private string MissingNote => _missing == 1 ? "1 pixel is not finite" : $"{_missing} pixels are not finite";

    private float TitleWidth => Width - (2 * FigureStyle.Margin);

    public void Draw(FigureCanvas canvas)
    {
        FigureTitle.Draw(canvas, _figure.Title, FigureStyle.Margin, TitleWidth);
        using (var bitmap = ColoredPixels.Of(_figure.Image, _figure.Map, _limits, _figure.MissingNote ? null : Blank))
        {
            canvas.Bitmap(bitmap, _area, FigureOutput.Resolution);
        }

        if (_figure.ScaleBar && (_figure.X?.Pitch ?? _figure.Image.Pitch) is { } pitch)
        {
            var bar = ScaleBar.For(_figure.Image.Columns, pitch) with { Unit = _figure.X?.Unit ?? "m" };
            ScaleBarDrawing.Draw(canvas, bar, _area, _area.Width / _figure.Image.Columns, FigureStyle.TickSize);
        }

        canvas.Outline(_area, FigureStyle.Soft, 1);
        if (_figure.Axes)
        {
            DrawAxes(canvas);
        }

        var (low, high) = Excess();
        _colorBar?.Draw(canvas, new SKPoint(_area.Right, _area.Top), Height, low, high);
        DrawMissing(canvas);
    }

    // With a known pitch a length from the upper left corner, else pixels.
    private static PixelAxis FromCorner(string label, SampledImage image)
    {
        var (pitch, unit) = image.Pitch is { } known ? (known, "m") : (1, "px");
        return new PixelAxis(label, pitch / 2, pitch, unit);
    }

    private static double Largest(PixelAxis axis, int count) => Math.Max(Math.Abs(axis.Low), Math.Abs(axis.High(count)));

    private static int CountMissing(SampledImage image)
    {
        var count = 0;
        foreach (var value in image.Values.Span)
        {
            count += float.IsFinite(value) ? 0 : 1;
        }

        return count;
    }

    private float RowAxisWidth() => MathF.Max(
        LeastRowAxisWidth,
        FigureStyle.LabelSize + 8 + LabelGap + _yTicks.Max(t => FigureFont.Measure(t.Label, FigureStyle.TickSize)));

    private void DrawAxes(FigureCanvas canvas)
    {
        foreach (var tick in _xTicks)
        {
            var x = _area.Left + ((float)_x.Fraction(tick.Value) * _area.Width);
            canvas.Line(x, _area.Bottom, x, _area.Bottom + FigureStyle.TickLength, FigureStyle.Soft, 1);
            canvas.Text(
                tick.Label, x, _area.Bottom + LabelGap + FigureStyle.TickSize, FigureStyle.TickSize, FigureStyle.Ink,
                TextAnchor.Middle);
        }

        foreach (var tick in _yTicks)
        {
            var y = _area.Top + ((float)_y.Fraction(tick.Value) * _area.Height);
            canvas.Line(_area.Left - FigureStyle.TickLength, y, _area.Left, y, FigureStyle.Soft, 1);
            canvas.Text(
                tick.Label, _area.Left - LabelGap, y + (FigureFont.CapHeight * FigureStyle.TickSize / 2),
                FigureStyle.TickSize, FigureStyle.Ink, TextAnchor.End);
        }

        var baseline = _area.Bottom + LabelGap + FigureStyle.TickSize + (FigureStyle.LabelSize * FigureStyle.LineHeight);
        canvas.Text(_x.Title, _area.MidX, baseline, FigureStyle.LabelSize, FigureStyle.Ink, TextAnchor.Middle);
        canvas.VerticalText(
            _y.Title, FigureStyle.Margin + (FigureStyle.LabelSize * 0.8f), _area.MidY, FigureStyle.LabelSize, FigureStyle.Ink, Height);
    }

    private (bool Low, bool High) Excess()
    {
        var (low, high) = (false, false);
        foreach (var value in _figure.Image.Values.Span)
        {
            low |= value < _limits.Low - Tolerance;
            high |= value > _limits.High + Tolerance;
        }

        return (low, high);
    }

    // Float rounding at the limits, ±π for one, is no excess.
    private double Tolerance => 1e-6 * (_limits.High - _limits.Low);

    private void DrawMissing(FigureCanvas canvas)
    {
        if (_missing == 0)
        {
            return;
        }

        var baseline = Height - FigureStyle.Margin;
        var color = _figure.Map.Missing;
        canvas.Fill(
            SKRect.Create(_area.Left, baseline - 9, 10, 10), new SKColor(color.Red, color.Green, color.Blue));
        canvas.Text(MissingNote, _area.Left + NoteIndent, baseline, FigureStyle.TickSize, FigureStyle.Soft);
    }
}

using SkiaSharp;

namespace DiffImaging.Reporting.Figures;

/// <summary>Draws lines, shapes and text; the same calls serve PNG and SVG.</summary>
internal sealed class FigureCanvas(SKCanvas canvas)
{
    /// <summary>Draws text with its baseline at a height.</summary>
    public void Text(
        string text, float x, float baseline, float size, SKColor color, TextAnchor anchor = TextAnchor.Start, bool bold = false)
    {
        using var outline = FigureFont.Outline(text, size, bold);
        outline.Offset(x - (Share(anchor) * FigureFont.Measure(text, size, bold)), baseline);
        using var paint = FillPaint(color);
        canvas.DrawPath(outline, paint);
    }

    /// <summary>Draws text that reads upwards, its baseline on a vertical line, centered at a height; text that would leave
    /// the figure is moved, and made smaller where that does not suffice.</summary>
    public void VerticalText(string text, float baseline, float middle, float size, SKColor color, float figureHeight)
    {
        var room = figureHeight - (2 * FigureStyle.Margin);
        var length = FigureFont.Measure(text, size);
        size *= MathF.Min(1, room / length);
        var half = MathF.Min(length, room) / 2;
        middle = Math.Clamp(middle, FigureStyle.Margin + half, MathF.Max(FigureStyle.Margin + half, figureHeight - FigureStyle.Margin - half));
        canvas.Save();
        canvas.RotateDegrees(-90, baseline, middle);
        Text(text, baseline, middle, size, color, TextAnchor.Middle);
        canvas.Restore();
    }

    public void Line(float x0, float y0, float x1, float y1, SKColor color, float width, float[]? dash = null) =>
        Polyline([new SKPoint(x0, y0), new SKPoint(x1, y1)], color, width, dash);

    public void Polyline(IReadOnlyList<SKPoint> points, SKColor color, float width, float[]? dash = null)
    {
        if (points.Count < 2)
        {
            return;
        }

        using var path = PathThrough(points);
        using var effect = dash is { Length: > 0 } ? SKPathEffect.CreateDash(dash, 0) : null;
        using var paint = new SKPaint
        {
            Color = color,
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = width,
            StrokeJoin = SKStrokeJoin.Round,
            PathEffect = effect,
        };
        canvas.DrawPath(path, paint);
    }

    public void Polygon(IReadOnlyList<SKPoint> points, SKColor color)
    {
        using var path = PathThrough(points, closed: true);
        using var paint = FillPaint(color);
        canvas.DrawPath(path, paint);
    }

    public void Outline(SKRect rectangle, SKColor color, float width)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = width };
        canvas.DrawRect(rectangle, paint);
    }

    public void Fill(SKRect rectangle, SKColor color)
    {
        using var paint = FillPaint(color);
        canvas.DrawRect(rectangle, paint);
    }

    public void FillRounded(SKRect rectangle, float radius, SKColor color)
    {
        using var paint = FillPaint(color);
        canvas.DrawRoundRect(rectangle, radius, radius, paint);
    }

    public void Disk(SKPoint center, float radius, SKColor color)
    {
        using var paint = FillPaint(color);
        canvas.DrawCircle(center, radius, paint);
    }

    /// <summary>Draws a bitmap: enlarged pixels stay sharp squares, reduced ones are averaged.</summary>
    public void Bitmap(SKBitmap bitmap, SKRect target, float resolution)
    {
        using var image = SKImage.FromBitmap(bitmap);
        var enlarged = target.Width * resolution >= bitmap.Width;
        var sampling = enlarged
            ? new SKSamplingOptions(SKFilterMode.Nearest)
            : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
        canvas.DrawImage(image, target, sampling);
    }

    /// <summary>Draws with everything outside a rectangle cut off.</summary>
    public void Clipped(SKRect rectangle, Action draw)
    {
        canvas.Save();
        canvas.ClipRect(rectangle, SKClipOperation.Intersect, antialias: true);
        draw();
        canvas.Restore();
    }

    private static SKPaint FillPaint(SKColor color) => new() { Color = color, IsAntialias = true };

    private static float Share(TextAnchor anchor) => anchor switch
    {
        TextAnchor.Start => 0,
        TextAnchor.Middle => 0.5f,
        _ => 1,
    };

    private static SKPath PathThrough(IReadOnlyList<SKPoint> points, bool closed = false)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(points[0]);
        for (var i = 1; i < points.Count; i++)
        {
            builder.LineTo(points[i]);
        }

        if (closed)
        {
            builder.Close();
        }

        return builder.Detach();
    }
}

using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Figures;
using SkiaSharp;

namespace DiffImaging.Reporting.Images;

/// <summary>An image at its native pixels, one PNG pixel per image pixel, without decoration.</summary>
public sealed record PlainImage
{
    private const int LeastWidthOfScaleBar = 96;

    /// <summary>The image.</summary>
    public required SampledImage Image { get; init; }

    /// <summary>The color map.</summary>
    public ColorMap Map { get; init; } = ColorMap.Gray;

    /// <summary>The values at the ends of the map; null takes percentiles, ±π or a symmetric range, as the map asks.</summary>
    public ColorLimits? Limits { get; init; }

    /// <summary>Whether a scale bar is drawn into the image; needs a pitch and at least 96 columns.</summary>
    public bool ScaleBar { get; init; }

    /// <summary>Draws the image.</summary>
    /// <returns>PNG bytes; the same input gives the same bytes on the same platform.</returns>
    public byte[] ToPng()
    {
        using var bitmap = ColoredPixels.Of(Image, Map, Limits ?? ColoredPixels.DefaultLimits(Image, Map));
        if (ScaleBar && Image.Pitch is { } pitch && Image.Columns >= LeastWidthOfScaleBar)
        {
            using var canvas = new SKCanvas(bitmap);
            var fontSize = Math.Clamp(Image.Columns / 32f, 10, 64);
            ScaleBarDrawing.Draw(
                new FigureCanvas(canvas), Images.ScaleBar.For(Image.Columns, pitch), bitmap.Info.Rect, 1, fontSize);
        }

        return PngEncoding.Encode(bitmap);
    }
}

using DiffImaging.Reporting.Figures;
using SkiaSharp;

namespace DiffImaging.Reporting.Images;

/// <summary>Draws a scale bar on a translucent dark plate, legible on any color map; on an image too small for it, nothing.</summary>
internal static class ScaleBarDrawing
{
    private static readonly SKColor Plate = new(0, 0, 0, 150);

    /// <param name="canvas">Where to draw.</param>
    /// <param name="bar">The bar.</param>
    /// <param name="image">The rectangle the image covers on the canvas.</param>
    /// <param name="pixelSize">Size of an image pixel on the canvas.</param>
    /// <param name="fontSize">Size of the label on the canvas.</param>
    public static void Draw(FigureCanvas canvas, ScaleBar bar, SKRect image, float pixelSize, float fontSize)
    {
        var length = (float)bar.Pixels * pixelSize;
        var thickness = MathF.Max(2, fontSize * 0.28f);
        var margin = fontSize * 0.6f;
        var width = MathF.Max(length, FigureFont.Measure(bar.Label, fontSize));
        var height = fontSize + thickness + (margin * 0.5f);
        var plate = SKRect.Create(
            image.Left + margin, image.Bottom - height - (2.2f * margin), width + (1.2f * margin), height + (1.2f * margin));
        if (!image.Contains(plate))
        {
            return;
        }

        canvas.FillRounded(plate, fontSize * 0.3f, Plate);
        var bottom = plate.Bottom - (0.6f * margin);
        canvas.Fill(SKRect.Create(plate.MidX - (length / 2), bottom - thickness, length, thickness), SKColors.White);
        canvas.Text(bar.Label, plate.MidX, bottom - thickness - (0.45f * margin), fontSize, SKColors.White, TextAnchor.Middle);
    }
}

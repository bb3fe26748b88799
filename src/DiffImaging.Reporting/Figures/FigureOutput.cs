using System.Text;
using SkiaSharp;

namespace DiffImaging.Reporting.Figures;

/// <summary>Turns drawing instructions into PNG or SVG.</summary>
internal static class FigureOutput
{
    /// <summary>PNG pixels per CSS pixel.</summary>
    public const int Resolution = 2;

    public static byte[] Png(int width, int height, Action<FigureCanvas> draw)
    {
        using var bitmap = new SKBitmap(
            new SKImageInfo(width * Resolution, height * Resolution, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(FigureStyle.Paper);
            canvas.Scale(Resolution);
            draw(new FigureCanvas(canvas));
        }

        return PngEncoding.Encode(bitmap);
    }

    public static string Svg(int width, int height, Action<FigureCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
        {
            var figure = new FigureCanvas(canvas);
            figure.Fill(SKRect.Create(width, height), FigureStyle.Paper);
            draw(figure);
        }

        return SvgIdentifiers.Renumber(Encoding.UTF8.GetString(stream.ToArray()));
    }
}

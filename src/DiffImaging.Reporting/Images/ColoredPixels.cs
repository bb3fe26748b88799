using System.Runtime.InteropServices;
using DiffImaging.Reporting.Colors;
using SkiaSharp;

namespace DiffImaging.Reporting.Images;

/// <summary>Colors an image, one bitmap pixel per image pixel.</summary>
internal static class ColoredPixels
{
    private const int Alpha = unchecked((int)0xff000000);

    /// <param name="image">The image.</param>
    /// <param name="map">The color map.</param>
    /// <param name="limits">Values at its ends.</param>
    /// <param name="missing">Color of what is not finite; null for the map's, which catches the eye.</param>
    /// <returns>An opaque bitmap that the caller disposes.</returns>
    public static SKBitmap Of(SampledImage image, ColorMap map, ColorLimits limits, Rgb? missing = null)
    {
        var pixels = new int[image.Values.Length];
        var values = image.Values.Span;
        for (var i = 0; i < pixels.Length; i++)
        {
            var color = missing is { } given && !float.IsFinite(values[i]) ? given : map.At(limits.Fraction(values[i]));
            pixels[i] = Alpha | (color.Red << 16) | (color.Green << 8) | color.Blue;
        }

        var bitmap = new SKBitmap(new SKImageInfo(image.Columns, image.Rows, SKColorType.Bgra8888, SKAlphaType.Opaque));
        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        return bitmap;
    }

    /// <summary>The limits a figure takes when none are given: they follow from the kind of the map.</summary>
    public static ColorLimits DefaultLimits(SampledImage image, ColorMap map) => map.Kind switch
    {
        ColorMapKind.Cyclic => ColorLimits.Phase,
        ColorMapKind.Diverging => ColorLimits.Symmetric([image]),
        _ => ColorLimits.Robust([image]),
    };
}

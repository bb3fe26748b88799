using System.Buffers.Binary;
using SkiaSharp;

namespace DiffImaging.Reporting.Figures;

/// <summary>Encodes bitmaps as PNG; nothing but the pixels goes into the file, so equal pixels give equal bytes.</summary>
internal static class PngEncoding
{
    public static byte[] Encode(SKBitmap bitmap)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Reads width and height in pixels from the header of a PNG.</summary>
    public static (int Width, int Height) Size(ReadOnlySpan<byte> png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]));
}

using SkiaSharp;

namespace DiffImaging.Data;

/// <summary>Reads JPEG files as 8-bit codes without colour management; an EXIF orientation is ignored.</summary>
internal static class JpegReader
{
    public static ImageStack Read(SourceFile file)
    {
        using var data = SKData.Create(file.Stream);
        using var codec = Open(file, data);
        var size = codec.Info;
        var isGray = size.ColorType == SKColorType.Gray8;
        var perPixel = SamplesPerPixel(size);
        var info = new SKImageInfo(size.Width, size.Height, isGray ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        var result = codec.GetPixels(info, out var codes);
        if (result != SKCodecResult.Success)
        {
            throw file.Error($"the JPEG pixels cannot be decoded ({result}): truncated or damaged");
        }

        var pixels = new float[info.Height * info.Width];
        var color = ToGray(codes, perPixel, info.Width, pixels);
        return new ImageStack(1, info.Height, info.Width, pixels, file.Describe(ImageFormat.Jpeg) with
        {
            BitDepth = 8,
            MaximumCode = byte.MaxValue,
            ColorAveraged = color,
        });
    }

    public static ImageSize ReadSize(SourceFile file)
    {
        using var data = SKData.Create(file.Stream);
        using var codec = Open(file, data);
        return new ImageSize(1, codec.Info.Height, codec.Info.Width);
    }

    private static SKCodec Open(SourceFile file, SKData data)
    {
        var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != SKEncodedImageFormat.Jpeg)
        {
            codec?.Dispose();
            throw file.Error("begins like a JPEG file, but its header is damaged or of a kind that is not read");
        }

        var size = codec.Info;
        ReadingLimits.Require(file, "the JPEG header", [size.Height, size.Width, SamplesPerPixel(size)], 1, file.Length, compressed: true);
        return codec;
    }

    private static int SamplesPerPixel(SKImageInfo size) => size.ColorType == SKColorType.Gray8 ? 1 : 4;

    private static bool ToGray(byte[] codes, int perPixel, int columns, float[] pixels)
    {
        var samples = new float[columns * perPixel];
        var color = false;
        for (var row = 0; row < pixels.Length; row += columns)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = codes[((long)row * perPixel) + i];
            }

            color |= Gray.FromSamples(samples, perPixel, pixels.AsSpan(row, columns));
        }

        return color;
    }
}

namespace DiffImaging.Data;

/// <summary>Dark subtraction and background division: (I − D) / (B − D).</summary>
internal static class FlatField
{
    /// <summary>Where the divisor is below this part of its mean over the good pixels, the quotient is noise: the pixel is
    /// masked.</summary>
    private const double SmallestRelativeDivisor = 1e-3;

    /// <summary>Corrects frames in place; a pixel without a defined value gets the mean of the used ones of its frame.</summary>
    /// <param name="frames">I in codes; becomes the corrected intensity.</param>
    /// <param name="flags">Flags of the frames; those of pixels without a usable divisor are cleared.</param>
    /// <param name="background">B, or null.</param>
    /// <param name="dark">D, or null for zero.</param>
    /// <returns>The divisor B − D, [1, rows, columns], or null without background.</returns>
    /// <exception cref="MeasurementException">The background is not brighter than the dark frame.</exception>
    public static ImageStack? Correct(ImageStack frames, FrameFlags flags, Reference? background, Reference? dark)
    {
        if (dark is not null)
        {
            Subtract(frames.Pixels, dark.Mean);
        }

        var divisor = background is null ? null : Divisor(frames, background, dark);
        if (divisor is not null)
        {
            Divide(frames.Pixels, divisor.Pixels, background!.Valid, flags);
        }

        for (var frame = 0; frame < frames.Frames; frame++)
        {
            var (start, length) = (frame * frames.PixelsPerFrame, frames.PixelsPerFrame);
            Fill(frames.Pixels.AsSpan(start, length), flags.Valid.AsSpan(start, length), flags.Defined.AsSpan(start, length));
        }

        return divisor;
    }

    private static void Subtract(float[] pixels, double[] dark)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)(pixels[i] - dark[i % dark.Length]);
        }
    }

    private static void Divide(float[] pixels, float[] divisor, bool[] divisorValid, FrameFlags flags)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var pixel = i % divisor.Length;
            flags.Defined[i] &= divisor[pixel] > 0;
            flags.Valid[i] &= flags.Defined[i] && divisorValid[pixel];
            pixels[i] /= divisor[pixel];
        }
    }

    /// <summary>B − D, with zero where it is too small to divide by.</summary>
    private static ImageStack Divisor(ImageStack frames, Reference background, Reference? dark)
    {
        var divisor = (double[])background.Mean.Clone();
        for (var i = 0; i < divisor.Length && dark is not null; i++)
        {
            divisor[i] -= dark.Mean[i];
        }

        var mean = divisor.Where((d, i) => background.Valid[i]).DefaultIfEmpty(double.NaN).Average();
        if (!(mean > 0))
        {
            throw new MeasurementException(
                background.Path,
                "the background is not brighter than the dark frame: the mean of background − dark over the usable pixels is not positive",
                null);
        }

        return new ImageStack(
            1, frames.Rows, frames.Columns, [.. divisor.Select(d => d >= SmallestRelativeDivisor * mean ? (float)d : 0)]);
    }

    private static void Fill(Span<float> pixels, ReadOnlySpan<bool> valid, ReadOnlySpan<bool> defined)
    {
        if (!defined.Contains(false))
        {
            return;
        }

        var (sum, count) = (0.0, 0);
        for (var i = 0; i < pixels.Length; i++)
        {
            sum += valid[i] ? pixels[i] : 0;
            count += valid[i] ? 1 : 0;
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = defined[i] ? pixels[i] : count == 0 ? 0 : (float)(sum / count);
        }
    }
}

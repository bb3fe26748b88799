namespace DiffImaging.Data;

/// <summary>Makes one gray value of the samples of a pixel.</summary>
internal static class Gray
{
    /// <summary>Takes gray as it is and the mean of red, green and blue otherwise; alpha is ignored.</summary>
    /// <remarks>The plain mean stays proportional to the light, as a measurement must; equal channels give exactly their common
    /// value.</remarks>
    /// <param name="samples">Interleaved samples.</param>
    /// <param name="perPixel">1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.</param>
    /// <param name="gray">Receives one value per pixel.</param>
    /// <returns>True when the channels of a pixel differed.</returns>
    public static bool FromSamples(ReadOnlySpan<float> samples, int perPixel, Span<float> gray)
    {
        var differed = false;
        for (var i = 0; i < gray.Length; i++)
        {
            var pixel = samples.Slice(i * perPixel, perPixel);
            if (perPixel < 3 || (pixel[0] == pixel[1] && pixel[1] == pixel[2]))
            {
                gray[i] = pixel[0];
                continue;
            }

            differed = true;
            gray[i] = (float)(((double)pixel[0] + pixel[1] + pixel[2]) / 3);
        }

        return differed;
    }
}

namespace DiffImaging.Data;

/// <summary>Rotation of frames about their centre by any angle, by cubic convolution.</summary>
/// <remarks>Keys' kernel with a = −1/2 on 4 × 4 pixels: exact for polynomials of second degree, and much less blur than bilinear
/// interpolation; it may overshoot at edges and correlates the noise of neighbours, as every interpolation does. Rotate the setup's
/// parameters instead of the data where that matters. Source: Keys, IEEE Trans. ASSP 29 (1981) 1153, eq. (15).
/// Quarter turns in the angle are done exactly first, so that at most 45° are interpolated; the frame keeps its size, its corners fall
/// outside and are masked, and so is every pixel to which a masked one contributes.</remarks>
public static class CubicRotation
{
    /// <summary>A pixel further from a whole position than this is interpolated.</summary>
    private const double WholeTolerance = 1e-9;

    /// <summary>Rotates frames and their mask into new ones.</summary>
    /// <param name="frames">The frames; values under the mask must be finite.</param>
    /// <param name="mask">Pixels that are used, of the frames' size.</param>
    /// <param name="degrees">Angle in degrees, counter-clockwise as displayed with row 0 on top; finite.</param>
    /// <returns>Frames and mask. Pixels from outside continue the edge and are masked.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The angle is not finite.</exception>
    public static (ImageStack Frames, PixelMask Mask) Rotate(ImageStack frames, PixelMask mask, double degrees)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(mask);
        if (!double.IsFinite(degrees))
        {
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "The angle must be finite.");
        }

        var quarterTurns = QuarterTurns(degrees);
        var rest = degrees - (90 * Math.Round(degrees / 90));
        var turned = quarterTurns == 0 ? frames : frames.RotateQuarterTurns(quarterTurns);
        var turnedMask = quarterTurns == 0 ? mask : mask.RotateQuarterTurns(quarterTurns);
        return rest == 0 ? (turned, turnedMask) : Interpolate(turned, turnedMask, rest * Math.PI / 180);
    }

    /// <summary>The quarter turns of an angle, which are done exactly; odd ones exchange rows and columns.</summary>
    internal static int QuarterTurns(double degrees) => (int)(Math.Round(degrees / 90) % 4);

    private static (ImageStack Frames, PixelMask Mask) Interpolate(ImageStack frames, PixelMask mask, double radians)
    {
        var (sin, cos) = Math.SinCos(radians);
        var centerRow = (frames.Rows - 1) / 2.0;
        var centerColumn = (frames.Columns - 1) / 2.0;
        var pixels = new float[frames.Pixels.Length];
        var valid = new bool[pixels.Length];
        for (var row = 0; row < frames.Rows; row++)
        {
            for (var column = 0; column < frames.Columns; column++)
            {
                var down = row - centerRow;
                var right = column - centerColumn;
                var target = (row * frames.Columns) + column;
                var sourceRow = centerRow + (sin * right) + (cos * down);
                var sourceColumn = centerColumn + (cos * right) - (sin * down);
                Sample(frames, mask, sourceRow, sourceColumn, target, pixels, valid);
            }
        }

        return (new ImageStack(frames.Frames, frames.Rows, frames.Columns, pixels, frames.Metadata),
            new PixelMask(frames.Frames, frames.Rows, frames.Columns, valid));
    }

    private static void Sample(ImageStack frames, PixelMask mask, double row, double column, int target, float[] pixels, bool[] valid)
    {
        Span<double> rowWeights = stackalloc double[4];
        Span<double> columnWeights = stackalloc double[4];
        var firstRow = Weights(row, rowWeights);
        var firstColumn = Weights(column, columnWeights);
        for (var start = 0; start < pixels.Length; start += frames.PixelsPerFrame)
        {
            var sum = 0.0;
            var isValid = true;
            for (var tap = 0; tap < 16; tap++)
            {
                var weight = rowWeights[tap / 4] * columnWeights[tap % 4];
                if (weight != 0)
                {
                    var r = Math.Clamp(firstRow + (tap / 4), 0, frames.Rows - 1);
                    var c = Math.Clamp(firstColumn + (tap % 4), 0, frames.Columns - 1);
                    var source = start + (r * frames.Columns) + c;
                    isValid &= r == firstRow + (tap / 4) && c == firstColumn + (tap % 4) && mask.Valid[source];
                    sum += weight * frames.Pixels[source];
                }
            }

            valid[start + target] = isValid;
            pixels[start + target] = (float)sum;
        }
    }

    /// <summary>Weights of the four pixels around a position; only one is not zero at a whole position.</summary>
    /// <returns>Index of the first of the four.</returns>
    private static int Weights(double position, Span<double> weights)
    {
        var whole = Math.Floor(position + WholeTolerance);
        var t = position - whole;
        t = Math.Abs(t) < WholeTolerance ? 0 : t;
        weights[0] = -0.5 * t * (1 - t) * (1 - t);
        weights[1] = 1 + (t * t * ((1.5 * t) - 2.5));
        weights[2] = t * (0.5 + (t * (2 - (1.5 * t))));
        weights[3] = 0.5 * t * t * (t - 1);
        return (int)whole - 1;
    }
}

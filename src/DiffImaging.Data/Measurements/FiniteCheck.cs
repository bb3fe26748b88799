using System.Globalization;

namespace DiffImaging.Data;

/// <summary>Refuses measurements with values that are no numbers.</summary>
internal static class FiniteCheck
{
    /// <param name="stack">Frames as read.</param>
    /// <param name="good">Good pixels, [rows, columns]; bad ones may hold anything.</param>
    /// <exception cref="MeasurementException">A good pixel is NaN or infinite; the message has their number and the first
    /// place.</exception>
    public static void Require(ImageStack stack, bool[] good)
    {
        var count = 0L;
        var first = -1;
        for (var i = 0; i < stack.Pixels.Length; i++)
        {
            if (!float.IsFinite(stack.Pixels[i]) && good[i % good.Length])
            {
                count++;
                first = first < 0 ? i : first;
            }
        }

        if (count > 0)
        {
            var (frame, pixel) = Math.DivRem(first, stack.PixelsPerFrame);
            var (row, column) = Math.DivRem(pixel, stack.Columns);
            throw new MeasurementException(
                stack.Metadata.SourcePath ?? "the measurement",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} of {stack.Pixels.Length} values are NaN or infinite in single precision, the first at frame {frame}, "
                    + $"row {row}, column {column}; mask these pixels or repair the file"),
                null);
        }
    }
}

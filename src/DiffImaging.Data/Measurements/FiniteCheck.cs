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
        Refuse(
            stack, good, value => !float.IsFinite(value), "values are NaN or infinite in single precision", "mask these pixels or repair the file");
    }

    /// <summary>Refuses negative values of good pixels where amplitudes were announced: squared, they would pass unnoticed.</summary>
    public static void RequireAmplitude(ImageStack stack, bool[] good, RecordedQuantity quantity)
    {
        if (quantity == RecordedQuantity.Amplitude)
        {
            Refuse(stack, good, value => value < 0, "values are negative", "an amplitude is not; is the quantity 'intensity' meant?");
        }
    }

    private static void Refuse(ImageStack stack, bool[] good, Func<float, bool> isBad, string what, string advice)
    {
        var count = 0L;
        var first = -1;
        for (var i = 0; i < stack.Pixels.Length; i++)
        {
            if (isBad(stack.Pixels[i]) && good[i % good.Length])
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
                    $"{count} of {stack.Pixels.Length} {what}, the first at frame {frame}, row {row}, column {column}; {advice}"),
                null);
        }
    }
}

namespace DiffImaging.Reporting.Images;

/// <summary>A real image on a square grid: values, size and pixel pitch.</summary>
public sealed class SampledImage
{
    /// <summary>Wraps values that stay owned by the caller and must not change while figures are drawn.</summary>
    /// <param name="values">Values [rows, columns], row by row; row 0 is drawn at the top. NaN marks missing pixels.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="pitch">Distance between pixel centers, in metres; null when unknown, and axes then count pixels.</param>
    /// <exception cref="ArgumentException">The number of values is not rows × columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or the pitch is not positive.</exception>
    public SampledImage(ReadOnlyMemory<float> values, int rows, int columns, double? pitch = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"{rows} rows of {columns} columns need {(long)rows * columns} values; found {values.Length}.", nameof(values));
        }

        if (pitch is { } given && !(double.IsFinite(given) && given > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(pitch), given, "The pixel pitch must be a positive length in metres.");
        }

        (Values, Rows, Columns, Pitch) = (values, rows, columns, pitch);
    }

    /// <summary>The values [rows, columns], row by row.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance between pixel centers, in metres; null when unknown.</summary>
    public double? Pitch { get; }

    /// <summary>Copies a two-dimensional array.</summary>
    /// <param name="values">Values [rows, columns].</param>
    /// <param name="pitch">Distance between pixel centers, in metres; null when unknown.</param>
    public static SampledImage FromArray(float[,] values, double? pitch = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var flat = new float[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, sizeof(float) * flat.Length);
        return new SampledImage(flat, values.GetLength(0), values.GetLength(1), pitch);
    }
}

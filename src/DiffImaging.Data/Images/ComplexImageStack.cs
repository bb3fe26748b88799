using System.Globalization;
using System.Numerics;

namespace DiffImaging.Data;

/// <summary>Complex frames of one size, in double precision: an object, a field, a pupil.</summary>
/// <remarks>Shape [frames, rows, columns], row-major, as in <see cref="ImageStack"/>.</remarks>
public sealed class ComplexImageStack
{
    /// <summary>Wraps an array; it is not copied.</summary>
    /// <param name="frames">Number of frames, at least 1.</param>
    /// <param name="rows">Rows of a frame, at least 1.</param>
    /// <param name="columns">Columns of a frame, at least 1.</param>
    /// <param name="pixels">frames · rows · columns values, row-major.</param>
    /// <param name="metadata">Origin; null means computed.</param>
    /// <exception cref="ArgumentException">The array's length is not frames · rows · columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public ComplexImageStack(int frames, int rows, int columns, Complex[] pixels, ImageMetadata? metadata = null)
    {
        PlaneLayout.Require(frames, rows, columns, pixels, nameof(pixels));
        Frames = frames;
        Rows = rows;
        Columns = columns;
        Pixels = pixels;
        Metadata = metadata ?? ImageMetadata.None;
    }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>Rows of a frame.</summary>
    public int Rows { get; }

    /// <summary>Columns of a frame.</summary>
    public int Columns { get; }

    /// <summary>All values, row-major [frames, rows, columns]; the stack's own array, not a copy.</summary>
    public Complex[] Pixels { get; }

    /// <summary>Origin of the values.</summary>
    public ImageMetadata Metadata { get; }

    /// <summary>One pixel.</summary>
    /// <param name="frame">Frame, from 0.</param>
    /// <param name="row">Row from the top, from 0.</param>
    /// <param name="column">Column from the left, from 0.</param>
    public Complex this[int frame, int row, int column] => Pixels[checked((((frame * Rows) + row) * Columns) + column)];

    /// <summary>Size in words, such as <c>1 × 48 × 48</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Frames} × {Rows} × {Columns}");
}

using System.Globalization;

namespace DiffImaging.Data;

/// <summary>Real frames of one size, in single precision.</summary>
/// <remarks>Shape [frames, rows, columns], row-major: pixel (f, r, c) is <c>Pixels[(f · Rows + r) · Columns + c]</c>. Row 0 is the top
/// row, column 0 the left one. Values are in the unit of their source: camera codes for integer files.</remarks>
public sealed class ImageStack
{
    /// <summary>Wraps an array; it is not copied.</summary>
    /// <param name="frames">Number of frames, at least 1.</param>
    /// <param name="rows">Rows of a frame, at least 1.</param>
    /// <param name="columns">Columns of a frame, at least 1.</param>
    /// <param name="pixels">frames · rows · columns values, row-major.</param>
    /// <param name="metadata">Origin; null means computed.</param>
    /// <exception cref="ArgumentException">The array's length is not frames · rows · columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public ImageStack(int frames, int rows, int columns, float[] pixels, ImageMetadata? metadata = null)
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

    /// <summary>Rows · Columns.</summary>
    public int PixelsPerFrame => Rows * Columns;

    /// <summary>All values, row-major [frames, rows, columns]; the stack's own array, not a copy.</summary>
    public float[] Pixels { get; }

    /// <summary>Origin of the values.</summary>
    public ImageMetadata Metadata { get; }

    /// <summary>One pixel.</summary>
    /// <param name="frame">Frame, from 0.</param>
    /// <param name="row">Row from the top, from 0.</param>
    /// <param name="column">Column from the left, from 0.</param>
    public float this[int frame, int row, int column] => Frame(frame)[(row * Columns) + column];

    /// <summary>A view of one frame, row-major [rows, columns].</summary>
    /// <param name="index">Frame, from 0.</param>
    public ReadOnlySpan<float> Frame(int index) => Pixels.AsSpan(checked(index * PixelsPerFrame), PixelsPerFrame);

    /// <summary>Cuts the same region out of every frame, into a new stack.</summary>
    /// <param name="region">The region, in pixels of this stack.</param>
    /// <exception cref="MeasurementException">The region does not lie inside the frames; the message names both.</exception>
    public ImageStack Crop(RegionOfInterest region)
    {
        ArgumentNullException.ThrowIfNull(region);
        region.RequireInside(Rows, Columns, Metadata.SourcePath);
        return new ImageStack(Frames, region.Rows, region.Columns, PlaneLayout.Crop(Pixels, Frames, Rows, Columns, region), Metadata);
    }

    /// <summary>Turns every frame by quarter turns, exactly, into a new stack; odd numbers exchange rows and columns.</summary>
    /// <param name="quarterTurns">Number of quarter turns, counter-clockwise as displayed with row 0 on top (NumPy's <c>rot90</c>);
    /// negative is clockwise.</param>
    public ImageStack RotateQuarterTurns(int quarterTurns)
    {
        var turned = PlaneLayout.Rotate(Pixels, Frames, Rows, Columns, quarterTurns);
        return int.IsOddInteger(quarterTurns)
            ? new ImageStack(Frames, Columns, Rows, turned, Metadata)
            : new ImageStack(Frames, Rows, Columns, turned, Metadata);
    }

    /// <summary>Reverses the order of the rows (upside down), into a new stack.</summary>
    public ImageStack FlipRows() => new(Frames, Rows, Columns, PlaneLayout.FlipRows(Pixels, Frames, Rows, Columns), Metadata);

    /// <summary>Reverses the order of the columns (mirrored left to right), into a new stack.</summary>
    public ImageStack FlipColumns() => new(Frames, Rows, Columns, PlaneLayout.FlipColumns(Pixels, Columns), Metadata);

    /// <summary>Size in words, such as <c>3 × 512 × 512</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Frames} × {Rows} × {Columns}");
}

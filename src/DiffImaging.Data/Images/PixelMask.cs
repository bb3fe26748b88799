namespace DiffImaging.Data;

/// <summary>Which pixels of a stack carry information.</summary>
/// <remarks>Shape [frames, rows, columns], row-major, as in <see cref="ImageStack"/>. True: the pixel is used. False: saturated, defective,
/// outside the recorded frame after a rotation, or undefined because the background is dark there.</remarks>
public sealed class PixelMask
{
    /// <summary>Wraps an array; it is not copied.</summary>
    /// <param name="frames">Number of frames, at least 1.</param>
    /// <param name="rows">Rows of a frame, at least 1.</param>
    /// <param name="columns">Columns of a frame, at least 1.</param>
    /// <param name="valid">frames · rows · columns flags, row-major; true where the pixel is used.</param>
    /// <exception cref="ArgumentException">The array's length is not frames · rows · columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public PixelMask(int frames, int rows, int columns, bool[] valid)
    {
        PlaneLayout.Require(frames, rows, columns, valid, nameof(valid));
        Frames = frames;
        Rows = rows;
        Columns = columns;
        Valid = valid;
        InvalidCount = valid.AsSpan().Count(false);
    }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>Rows of a frame.</summary>
    public int Rows { get; }

    /// <summary>Columns of a frame.</summary>
    public int Columns { get; }

    /// <summary>All flags, row-major [frames, rows, columns]; the mask's own array, not a copy, and not to be changed.</summary>
    public bool[] Valid { get; }

    /// <summary>Number of pixels, over all frames, that are not used.</summary>
    public int InvalidCount { get; }

    /// <summary>True when every pixel is used.</summary>
    public bool IsFull => InvalidCount == 0;

    /// <summary>A mask in which every pixel is used.</summary>
    /// <param name="frames">Number of frames.</param>
    /// <param name="rows">Rows of a frame.</param>
    /// <param name="columns">Columns of a frame.</param>
    public static PixelMask Full(int frames, int rows, int columns)
    {
        var valid = new bool[checked(frames * rows * columns)];
        Array.Fill(valid, true);
        return new PixelMask(frames, rows, columns, valid);
    }

    /// <summary>Cuts the same region out of every frame, into a new mask.</summary>
    /// <param name="region">The region, in pixels of this mask.</param>
    /// <exception cref="MeasurementException">The region does not lie inside the frames; the message names both.</exception>
    public PixelMask Crop(RegionOfInterest region)
    {
        ArgumentNullException.ThrowIfNull(region);
        region.RequireInside(Rows, Columns, null);
        return new PixelMask(Frames, region.Rows, region.Columns, PlaneLayout.Crop(Valid, Frames, Rows, Columns, region));
    }

    /// <summary>Turns every frame by quarter turns, as <see cref="ImageStack.RotateQuarterTurns"/>, into a new mask.</summary>
    /// <param name="quarterTurns">Number of quarter turns, counter-clockwise as displayed; negative is clockwise.</param>
    public PixelMask RotateQuarterTurns(int quarterTurns)
    {
        var turned = PlaneLayout.Rotate(Valid, Frames, Rows, Columns, quarterTurns);
        return int.IsOddInteger(quarterTurns)
            ? new PixelMask(Frames, Columns, Rows, turned)
            : new PixelMask(Frames, Rows, Columns, turned);
    }

    /// <summary>Reverses the order of the rows, into a new mask.</summary>
    public PixelMask FlipRows() => new(Frames, Rows, Columns, PlaneLayout.FlipRows(Valid, Frames, Rows, Columns));

    /// <summary>Reverses the order of the columns, into a new mask.</summary>
    public PixelMask FlipColumns() => new(Frames, Rows, Columns, PlaneLayout.FlipColumns(Valid, Columns));
}

namespace DiffImaging.Data;

/// <summary>Which files make a measurement and how they are prepared. Plain data; <see cref="MeasurementLoader"/> acts on it.</summary>
/// <remarks>Paths may be relative to the folder given to the loader. The steps follow each other as the properties stand here, region last:
/// a region is counted in pixels of the corrected, rotated and flipped frame.</remarks>
public sealed record MeasurementOptions
{
    /// <summary>Files of the frames, in order; a file of several pages gives several frames, a folder or pattern its <see
    /// cref="NumberedImages"/>.</summary>
    public required IReadOnlyList<string> Measurement { get; init; }

    /// <summary>Numbers of the frames that are read, from 0, in ascending order; null for all. Files that hold none of them are not opened for
    /// their pixels.</summary>
    public IReadOnlyList<int>? Frames { get; init; }

    /// <summary>Files of frames without the specimen; all their frames are averaged.</summary>
    public IReadOnlyList<string> Backgrounds { get; init; } = [];

    /// <summary>Files of frames without light; all their frames are averaged.</summary>
    public IReadOnlyList<string> Darks { get; init; } = [];

    /// <summary>Name of the array in files of arrays (MATLAB, HDF5, <c>.npz</c>), of the measurement as of backgrounds and darks; null
    /// where only one fits. See <see cref="ArrayReader"/>.</summary>
    public string? Variable { get; init; }

    /// <summary>What the axes of the array count; null for the convention of the file.</summary>
    public FrameAxes? Axes { get; init; }

    /// <summary>What the numbers in the files are.</summary>
    public RecordedQuantity Quantity { get; init; }

    /// <summary>File of one frame of the camera's size: zero where a pixel is bad, anything else where it is good.</summary>
    public string? Mask { get; init; }

    /// <summary>Recorded value at and above which a pixel is saturated and masked, in codes of the file; null masks none.</summary>
    public double? SaturationLevel { get; init; }

    /// <summary>Rotation of the frames, in degrees, counter-clockwise as displayed with row 0 on top. Quarter turns are exact; the rest is
    /// interpolated, see <see cref="CubicRotation"/>.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>Turns the frames upside down, after the rotation.</summary>
    public bool FlipRows { get; init; }

    /// <summary>Mirrors the frames left to right, after the rotation.</summary>
    public bool FlipColumns { get; init; }

    /// <summary>The part that is used; null for all of it.</summary>
    public RegionOptions? Region { get; init; }
}

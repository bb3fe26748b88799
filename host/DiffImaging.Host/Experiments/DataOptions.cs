using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Data;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Experiments;

/// <summary>The section <c>data</c> of an experiment: where the measurement is.</summary>
public sealed record DataOptions
{
    /// <summary>Files of the measurement: one (of one or several frames), one for each frame, or a folder or pattern of numbered
    /// images.</summary>
    [Description("File of the measurement, a list with one for each frame, or a folder or pattern of numbered images.")]
    public IReadOnlyList<string> Measurement { get; init; } = [];

    /// <summary>Frames of the files that are the measurement; all of them where none is named.</summary>
    [Description("Frames of the files that are read: numbers from 0, ranges such as 3-17, steps such as 'every 10'; left out: all.")]
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>Definition that is simulated instead of a measurement.</summary>
    [Description("Definition that is simulated in place of a measurement.")]
    public string? Simulation { get; init; }

    /// <summary>Settings that override the simulated definition.</summary>
    [Description("Settings key:path=value that override the simulated definition.")]
    public IReadOnlyList<string> SimulationSettings { get; init; } = [];

    /// <summary>Frames without the object; they are averaged and divided by.</summary>
    [Description("Frames without the object; averaged and divided by.")]
    public IReadOnlyList<string> Backgrounds { get; init; } = [];

    /// <summary>Frames without light; they are averaged and subtracted.</summary>
    [Description("Frames without light; averaged and subtracted.")]
    public IReadOnlyList<string> Darks { get; init; } = [];

    /// <summary>Name of the array in a file of arrays.</summary>
    [Description("Name of the array in a MATLAB, HDF5 or .npz file; left out: the only one that fits.")]
    public string? Variable { get; init; }

    /// <summary>What the axes of the array count.</summary>
    [Description("What the axes of the array count, in their order, such as rows columns frames; left out: the convention of the file.")]
    public string? Axes { get; init; }

    /// <summary>What the numbers in the files are.</summary>
    [Description("intensity, or amplitude (its square root; squared when read): what the numbers in the files are.")]
    public RecordedQuantity Quantity { get; init; }

    /// <summary>Image that is zero where a pixel does not count.</summary>
    [Description("Image that is zero where a pixel does not count.")]
    public string? Mask { get; init; }

    /// <summary>Recorded value from which a pixel counts as saturated.</summary>
    [Description("Recorded value from which a pixel counts as saturated.")]
    public double? SaturationLevel { get; init; }

    /// <summary>Counter-clockwise rotation of the image, in rad.</summary>
    [Description("Counter-clockwise rotation of the image."), Unit("rad"), Range(-6.3, 6.3)]
    public double Rotation { get; init; }

    /// <summary>Whether rows are reversed.</summary>
    [Description("Reverse the rows.")]
    public bool FlipRows { get; init; }

    /// <summary>Whether columns are reversed.</summary>
    [Description("Reverse the columns.")]
    public bool FlipColumns { get; init; }

    /// <summary>The part of the image that is used.</summary>
    [Description("The part of the image that is used: rows, columns, and row, column (upper left) or centerRow, centerColumn.")]
    public RegionOptions? Region { get; init; }

    /// <summary>Frames that take no part in the fit.</summary>
    [Description("Frames that take no part in the fit, by which the model is judged: numbers from 0, ranges such as 3-17, steps such as 'every 10'.")]
    public IReadOnlyList<string> HeldOut { get; init; } = [];

    /// <summary>What the measurement is divided by.</summary>
    [Description("none, mean or median: what the measurement is divided by.")]
    public Normalization Normalization { get; init; }
}

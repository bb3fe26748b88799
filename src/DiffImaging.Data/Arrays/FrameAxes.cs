namespace DiffImaging.Data;

/// <summary>Says which axis of an array counts frames, rows and columns.</summary>
/// <remarks>The names stand in the order of the array's sizes as the writing language gives them: MATLAB's <c>size</c>, NumPy's and HDF5's
/// shape. Rows and columns appear once. Frames may be left out for one image, or appear several times, as for a grid of 15 × 15
/// LEDs: frames are then numbered in the order in which the file stores them, as <c>reshape</c> does in the writing language.</remarks>
public sealed class FrameAxes
{
    private FrameAxes(IReadOnlyList<ImageAxis> names) => Names = names;

    /// <summary>One name for each axis.</summary>
    public IReadOnlyList<ImageAxis> Names { get; }

    /// <summary>Reads names such as <c>rows columns frames</c>, separated by blanks or commas.</summary>
    /// <param name="text">The names.</param>
    /// <exception cref="MeasurementException">A name is unknown, or rows or columns do not appear exactly once.</exception>
    public static FrameAxes Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = new List<ImageAxis>();
        foreach (var word in text.Split([' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            names.Add(word.ToUpperInvariant() switch
            {
                "FRAMES" => ImageAxis.Frames,
                "ROWS" => ImageAxis.Rows,
                "COLUMNS" => ImageAxis.Columns,
                _ => throw Fault(text, $"'{word}' is no axis"),
            });
        }

        return names.Count(n => n == ImageAxis.Rows) == 1 && names.Count(n => n == ImageAxis.Columns) == 1
            ? new FrameAxes(names)
            : throw Fault(text, "rows and columns must each appear once");
    }

    /// <summary>The names, such as <c>rows columns frames</c>.</summary>
    public override string ToString() => string.Join(' ', Names.Select(Word));

    internal static FrameAxes Of(params ImageAxis[] names) => new(names);

    private static string Word(ImageAxis axis) => axis switch
    {
        ImageAxis.Frames => "frames",
        ImageAxis.Rows => "rows",
        _ => "columns",
    };

    private static MeasurementException Fault(string text, string what) =>
        new($"axes: found '{text}': {what}; expected the names rows, columns and frames in the order of the array's sizes, "
            + "such as 'rows columns frames'");
}

using DiffImaging.Data;

namespace DiffImaging.Host.Experiments;

/// <summary>Reads the files that the section <c>data</c> names.</summary>
internal static class MeasurementFiles
{
    /// <exception cref="MeasurementException">A file cannot be read, or is smaller than the region of interest.</exception>
    public static Measurement Load(DataOptions options, ExperimentPaths paths) => MeasurementLoader.Load(Options(options, paths));

    /// <summary>Finds the size of the measurement from the headers of the files.</summary>
    /// <exception cref="MeasurementException">A file cannot be read, or is smaller than the region of interest.</exception>
    public static ImageSize Describe(DataOptions options, ExperimentPaths paths) => MeasurementLoader.Describe(Options(options, paths));

    private static MeasurementOptions Options(DataOptions options, ExperimentPaths paths) => new()
    {
        Measurement = Resolve(options.Measurement, paths),
        Backgrounds = Resolve(options.Backgrounds, paths),
        Darks = Resolve(options.Darks, paths),
        Variable = options.Variable,
        Axes = options.Axes is { } axes ? FrameAxes.Parse(axes) : null,
        Quantity = options.Quantity,
        Mask = options.Mask is { } mask ? paths.Find(mask) : null,
        SaturationLevel = options.SaturationLevel,
        RotationDegrees = options.Rotation * 180 / Math.PI,
        FlipRows = options.FlipRows,
        FlipColumns = options.FlipColumns,
        Region = options.Region,
    };

    private static IReadOnlyList<string> Resolve(IReadOnlyList<string> files, ExperimentPaths paths) => [.. files.Select(file => paths.FindImages(file) ?? file)];
}

using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Host.Experiments;

/// <summary>Reads the files that the section <c>data</c> names.</summary>
internal static class MeasurementFiles
{
    private static readonly Dictionary<string, IReadOnlyList<int>> NoSets = [];

    /// <exception cref="MeasurementException">A file cannot be read, or is smaller than the region of interest.</exception>
    /// <exception cref="UnusableMeasurementException">Frames are named that are not there.</exception>
    public static Measurement Load(DataOptions options, ExperimentPaths paths) => MeasurementLoader.Load(Chosen(options, paths));

    /// <summary>Finds the size of the measurement from the headers of the files.</summary>
    /// <exception cref="MeasurementException">A file cannot be read, or is smaller than the region of interest.</exception>
    public static ImageSize Describe(DataOptions options, ExperimentPaths paths) => MeasurementLoader.Describe(Chosen(options, paths));

    private static MeasurementOptions Chosen(DataOptions options, ExperimentPaths paths)
    {
        var all = Options(options, paths);
        if (options.Frames.Count == 0)
        {
            return all;
        }

        var (findings, count) = (new FindingList($"{ExperimentSections.Data}:frames"), MeasurementLoader.Describe(all with { Region = null }).Frames);
        FrameList.Check(options.Frames, count, [], findings);
        return findings.HasErrors
            ? throw new UnusableMeasurementException(findings.ToList())
            : all with { Frames = [.. FrameList.Resolve(options.Frames, count, NoSets).Distinct().Order()] };
    }

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

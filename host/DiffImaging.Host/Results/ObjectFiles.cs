using DiffImaging.Data;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Images;
using DiffImaging.Sdk.Objects;

namespace DiffImaging.Host.Results;

/// <summary>The files of an object: to measure in, to compute with, to look at.</summary>
internal static class ObjectFiles
{
    /// <summary>Name of the artifact with the complex values.</summary>
    public const string Array = "object";

    /// <summary>What the name of its file ends with.</summary>
    public const string File = "object.npy";

    /// <summary>What the names of an object's files and artifacts begin with.</summary>
    /// <param name="x">The object.</param>
    /// <param name="count">How many objects there are: an only one needs no name.</param>
    public static string Prefix(ObjectVariable x, int count) => count == 1 ? "" : x.Name + "-";

    /// <summary>Writes them.</summary>
    /// <param name="image">The object.</param>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="artifact">Takes name and file of each, and gives the path to write.</param>
    public static void Write(ObjectImages image, string prefix, Func<string, string, string> artifact)
    {
        var grid = image.Variable.Grid;
        OmeTiffWriter.Write(artifact(prefix + "amplitude", prefix + "amplitude.ome.tif"), new ImageStack(1, grid.Rows, grid.Columns, image.Amplitude), grid.Pitch);
        OmeTiffWriter.Write(artifact(prefix + "phase", prefix + "phase.ome.tif"), new ImageStack(1, grid.Rows, grid.Columns, image.Phase), grid.Pitch);
        NpyWriter.WriteComplexSingle(artifact(prefix + Array, prefix + File), image.Parts, grid.Rows, grid.Columns);
        var amplitude = new SampledImage(image.Amplitude, grid.Rows, grid.Columns, grid.Pitch);
        var phase = new SampledImage(image.Phase, grid.Rows, grid.Columns, grid.Pitch);
        System.IO.File.WriteAllBytes(artifact(prefix + "amplitudePicture", prefix + "amplitude.png"), new PlainImage { Image = amplitude, Map = ColorMap.Gray, ScaleBar = true }.ToPng());
        System.IO.File.WriteAllBytes(artifact(prefix + "phasePicture", prefix + "phase.png"), new PlainImage { Image = phase, Map = ColorMap.Viridis, ScaleBar = true }.ToPng());
    }
}

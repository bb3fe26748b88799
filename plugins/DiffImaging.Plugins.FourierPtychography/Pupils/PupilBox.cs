namespace DiffImaging.Plugins.FourierPtychography.Pupils;

/// <summary>The bins of the image's spectrum that the pupil may pass: a rectangle about zero frequency.</summary>
/// <param name="FirstRow">Lowest frequency along y, in bins; zero or negative.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="FirstColumn">Lowest frequency along x, in bins; zero or negative.</param>
/// <param name="Columns">Number of columns.</param>
internal readonly record struct PupilBox(int FirstRow, int Rows, int FirstColumn, int Columns)
{
    /// <summary>The box of some reach about zero, cut at the image's own band.</summary>
    /// <param name="reachY">Largest frequency along y, in bins.</param>
    /// <param name="reachX">Largest frequency along x, in bins.</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    public static PupilBox Of(double reachY, double reachX, int rows, int columns)
    {
        var (firstRow, height) = Along(reachY, rows);
        var (firstColumn, width) = Along(reachX, columns);
        return new PupilBox(firstRow, height, firstColumn, width);
    }

    private static (int First, int Count) Along(double reach, int size)
    {
        var half = (int)Math.Ceiling(Math.Min(reach, size));
        var first = Math.Max(-half, -(size / 2));
        return (first, Math.Min(half, (size - 1) / 2) - first + 1);
    }
}

using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Finds parts of a grid.</summary>
internal static class GridWindows
{
    /// <summary>The samples within a distance of a point along each axis.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="x">Position of the point, in metres.</param>
    /// <param name="y">Likewise.</param>
    /// <param name="reach">The distance, in metres.</param>
    public static GridWindow Window(this SamplingGrid grid, double x, double y, double reach)
    {
        var (top, rows) = Span(y, reach, grid.Rows, grid.Pitch);
        var (left, columns) = Span(x, reach, grid.Columns, grid.Pitch);
        return new GridWindow(top, rows, left, columns);
    }

    private static (int First, int Count) Span(double centre, double reach, int size, double pitch)
    {
        var first = Math.Clamp((int)Math.Floor((centre - reach) / pitch) + size / 2, 0, size);
        var last = Math.Clamp((int)Math.Ceiling((centre + reach) / pitch) + size / 2 + 1, 0, size);
        return (first, last - first);
    }
}

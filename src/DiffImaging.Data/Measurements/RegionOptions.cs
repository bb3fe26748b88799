using System.ComponentModel;
using System.Globalization;

namespace DiffImaging.Data;

/// <summary>A region of interest as an experiment file says it: a size, and a corner or a centre; without either, the middle of the
/// image.</summary>
public sealed record RegionOptions
{
    /// <summary>Number of rows.</summary>
    [Description("Number of rows.")]
    public required int Rows { get; init; }

    /// <summary>Number of columns.</summary>
    [Description("Number of columns.")]
    public required int Columns { get; init; }

    /// <summary>First row, from 0 at the top; not together with <see cref="CenterRow"/>.</summary>
    [Description("First row, from 0 at the top; without it and centerRow the region is in the middle.")]
    public int? Row { get; init; }

    /// <summary>First column, from 0 at the left; not together with <see cref="CenterColumn"/>.</summary>
    [Description("First column, from 0 at the left; without it and centerColumn the region is in the middle.")]
    public int? Column { get; init; }

    /// <summary>Row of the centre pixel, see <see cref="RegionOfInterest.Around"/>.</summary>
    [Description("Row of the centre pixel, in place of row.")]
    public int? CenterRow { get; init; }

    /// <summary>Column of the centre pixel, see <see cref="RegionOfInterest.Around"/>.</summary>
    [Description("Column of the centre pixel, in place of column.")]
    public int? CenterColumn { get; init; }

    /// <summary>The region in an image of known size.</summary>
    /// <param name="imageRows">Rows of the image.</param>
    /// <param name="imageColumns">Columns of the image.</param>
    /// <param name="path">File of the image, for the message; null when there is none.</param>
    /// <exception cref="MeasurementException">Corner and centre are both given, or the region does not lie inside the image.</exception>
    public RegionOfInterest Resolve(int imageRows, int imageColumns, string? path = null)
    {
        var region = new RegionOfInterest(
            First("row", Row, CenterRow, Rows, imageRows), First("column", Column, CenterColumn, Columns, imageColumns), Rows, Columns);
        region.RequireInside(imageRows, imageColumns, path);
        return region;
    }

    private static int First(string axis, int? first, int? center, int size, int available)
    {
        if (first is not null && center is not null)
        {
            throw new MeasurementException(string.Create(
                CultureInfo.InvariantCulture,
                $"the region of interest gives both a first {axis} ({first}) and a centre {axis} ({center}); one was expected"));
        }

        return first ?? ((center ?? (available / 2)) - (size / 2));
    }
}

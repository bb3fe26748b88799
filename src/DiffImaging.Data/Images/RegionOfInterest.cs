using System.Globalization;

namespace DiffImaging.Data;

/// <summary>A rectangle of pixels inside an image.</summary>
/// <param name="Row">First row, from 0 at the top.</param>
/// <param name="Column">First column, from 0 at the left.</param>
/// <param name="Rows">Number of rows, at least 1.</param>
/// <param name="Columns">Number of columns, at least 1.</param>
public sealed record RegionOfInterest(int Row, int Column, int Rows, int Columns)
{
    /// <summary>The region of a given size around a pixel.</summary>
    /// <remarks>The centre pixel is row <c>Row + rows / 2</c> (integer division): the pixel of zero frequency after an FFT shift.</remarks>
    /// <param name="centerRow">Row of the centre pixel.</param>
    /// <param name="centerColumn">Column of the centre pixel.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public static RegionOfInterest Around(int centerRow, int centerColumn, int rows, int columns) =>
        new(centerRow - (rows / 2), centerColumn - (columns / 2), rows, columns);

    /// <summary>Checks that the region lies inside an image.</summary>
    /// <param name="imageRows">Rows of the image.</param>
    /// <param name="imageColumns">Columns of the image.</param>
    /// <param name="path">File of the image, for the message; null when there is none.</param>
    /// <exception cref="MeasurementException">It does not, or is empty; the message names both sizes.</exception>
    public void RequireInside(int imageRows, int imageColumns, string? path = null)
    {
        string? fault = null;
        if (Rows < 1 || Columns < 1)
        {
            fault = $"the region of interest is empty: {this}";
        }
        else if (Rows > imageRows || Columns > imageColumns)
        {
            fault = $"the image is smaller than the region of interest: the image has {Size(imageRows, imageColumns)} pixels, "
                + $"the region {Size(Rows, Columns)}";
        }
        else if (Row < 0 || Column < 0 || Row > imageRows - Rows || Column > imageColumns - Columns)
        {
            fault = $"the region of interest leaves the image: {this} does not lie inside {Size(imageRows, imageColumns)} pixels";
        }

        if (fault is not null)
        {
            throw path is null ? new MeasurementException(fault) : new MeasurementException(path, fault, null);
        }
    }

    /// <summary>Size and place in words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows} × {Columns} pixels from row {Row}, column {Column}");

    private static string Size(int rows, int columns) => string.Create(CultureInfo.InvariantCulture, $"{rows} × {columns}");
}

using DiffImaging.Data;

namespace DiffImaging.Host.Batches;

/// <summary>Lays tiles of one size over a field, so that every pixel is in one and neighbours share what they must.</summary>
internal static class TileGrid
{
    /// <summary>The tiles, row by row, made as they are asked for: there may be as many as pixels. A field that is smaller than a tile is one tile.</summary>
    /// <param name="field">The field, in pixels of the measurement.</param>
    /// <param name="tiles">Size and overlap; the overlap is smaller than the size.</param>
    public static IEnumerable<(int Row, int Column, RegionOfInterest Region)> Of(RegionOfInterest field, TileOptions tiles)
    {
        var (rows, columns) = (Math.Min(tiles.Rows, field.Rows), Math.Min(tiles.Columns, field.Columns));
        return from row in Starts(field.Rows, rows, tiles.Overlap).Select((start, number) => (start, number))
               from column in Starts(field.Columns, columns, tiles.Overlap).Select((start, number) => (start, number))
               select (row.number + 1, column.number + 1, new RegionOfInterest(field.Row + row.start, field.Column + column.start, rows, columns));
    }

    // The last one ends where the field does.
    private static IEnumerable<int> Starts(int field, int size, int overlap)
    {
        for (var start = 0; ; start += size - overlap)
        {
            if (start + size >= field)
            {
                yield return field - size;
                yield break;
            }

            yield return start;
        }
    }
}

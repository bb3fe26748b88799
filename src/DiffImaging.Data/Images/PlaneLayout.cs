namespace DiffImaging.Data;

/// <summary>Index arithmetic on row-major [frames, rows, columns] arrays; each method returns a new array.</summary>
internal static class PlaneLayout
{
    public static void Require<T>(int frames, int rows, int columns, T[] values, string parameter)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.LongLength != (Int128)frames * rows * columns)
        {
            throw new ArgumentException(
                $"The array has {values.LongLength} values; {frames} × {rows} × {columns} = {(Int128)frames * rows * columns} "
                + "were expected.",
                parameter);
        }
    }

    public static T[] Crop<T>(T[] values, int frames, int rows, int columns, RegionOfInterest region)
    {
        var result = new T[frames * region.Rows * region.Columns];
        var target = 0;
        for (var frame = 0; frame < frames; frame++)
        {
            for (var row = 0; row < region.Rows; row++, target += region.Columns)
            {
                var source = (((frame * rows) + region.Row + row) * columns) + region.Column;
                values.AsSpan(source, region.Columns).CopyTo(result.AsSpan(target));
            }
        }

        return result;
    }

    /// <summary>Quarter turns, counter-clockwise as displayed with row 0 on top.</summary>
    public static T[] Rotate<T>(T[] values, int frames, int rows, int columns, int quarterTurns) =>
        (((quarterTurns % 4) + 4) % 4) switch
        {
            1 => RotateOnce(values, frames, rows, columns),
            2 => FlipColumns(FlipRows(values, frames, rows, columns), columns),
            3 => FlipColumns(FlipRows(RotateOnce(values, frames, rows, columns), frames, columns, rows), rows),
            _ => (T[])values.Clone(),
        };

    public static T[] FlipRows<T>(T[] values, int frames, int rows, int columns)
    {
        var result = new T[values.Length];
        for (var frame = 0; frame < frames; frame++)
        {
            for (var row = 0; row < rows; row++)
            {
                values.AsSpan(((frame * rows) + row) * columns, columns)
                    .CopyTo(result.AsSpan(((frame * rows) + rows - 1 - row) * columns));
            }
        }

        return result;
    }

    public static T[] FlipColumns<T>(T[] values, int columns)
    {
        var result = (T[])values.Clone();
        for (var start = 0; start < result.Length; start += columns)
        {
            result.AsSpan(start, columns).Reverse();
        }

        return result;
    }

    private static T[] RotateOnce<T>(T[] values, int frames, int rows, int columns)
    {
        var result = new T[values.Length];
        for (var frame = 0; frame < frames; frame++)
        {
            var start = frame * rows * columns;
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    result[start + ((columns - 1 - column) * rows) + row] = values[start + (row * columns) + column];
                }
            }
        }

        return result;
    }
}

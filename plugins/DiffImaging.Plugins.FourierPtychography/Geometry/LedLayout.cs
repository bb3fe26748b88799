using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>Nominal places of the LEDs, one for each frame, in the order of the frames.</summary>
public static class LedLayout
{
    /// <summary>Checks a layout's options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="findings">Takes errors; paths are relative to the layout.</param>
    public static void Check(LedLayoutOptions options, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        switch (options.Kind)
        {
            case LedLayoutKind.Grid:
                CheckGrid(options, findings);
                break;
            case LedLayoutKind.Rings:
                CheckSameCount("counts", options.Counts.Count, "radii", options.Radii.Count, findings);
                if (options.Counts.Any(count => count is < 1 or > 100_000))
                {
                    findings.Error("counts", $"found {string.Join(", ", options.Counts)}, expected 1 to 100000 LEDs on every ring.");
                }

                break;
            case LedLayoutKind.Positions:
                CheckSameCount("positionsY", options.PositionsY.Count, "positionsX", options.PositionsX.Count, findings);
                break;
            default:
                CheckSameCount("directionsY", options.DirectionsY.Count, "directionsX", options.DirectionsX.Count, findings);
                var grazing = options.DirectionsX.Zip(options.DirectionsY).ToList().FindIndex(s => s.First * s.First + s.Second * s.Second >= 0.999);
                if (grazing >= 0)
                {
                    findings.Error("directionsX", $"the direction {grazing} has cosines whose squares add up to 1 or more: expected a direction that reaches the sample.");
                }

                break;
        }

        var total = findings.HasErrors ? int.MaxValue : Total(options);
        if (options.Without.Any(place => place < 0 || place >= total))
        {
            findings.Error("without", $"found {string.Join(", ", options.Without.Where(place => place < 0 || place >= total))}, expected places from 0 to {total - 1}.");
        }
    }

    /// <summary>Lays the LEDs out; the options must have passed <see cref="Check"/>.</summary>
    /// <param name="options">The options.</param>
    /// <returns>For each frame the LED's x and y relative to the centre, in metres in the plane of the array; direction cosines for
    /// <see cref="LedLayoutKind.Directions"/>.</returns>
    public static IReadOnlyList<(double X, double Y)> Places(LedLayoutOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var without = options.Without.ToHashSet();
        return [.. All(options).Where((_, place) => !without.Contains(place)).Select(Turn)];

        (double X, double Y) Turn((double X, double Y) led)
        {
            var (x, y) = options.Transpose ? (led.Y, led.X) : led;
            return ((options.FlipX ? -x : x) - options.CenterX, (options.FlipY ? -y : y) - options.CenterY);
        }
    }

    private static int Total(LedLayoutOptions options) => options.Kind switch
    {
        LedLayoutKind.Grid => options.Rows!.Value * options.Columns!.Value,
        LedLayoutKind.Rings => options.Counts.Sum(),
        LedLayoutKind.Positions => options.PositionsX.Count,
        _ => options.DirectionsX.Count,
    };

    private static IEnumerable<(double X, double Y)> All(LedLayoutOptions options) => options.Kind switch
    {
        LedLayoutKind.Grid => Grid(options.Rows!.Value, options.Columns!.Value, options.Order)
            .Select(place => (place.Column * options.Pitch!.Value, place.Row * options.Pitch!.Value)),
        LedLayoutKind.Rings => Rings(options),
        LedLayoutKind.Positions => options.PositionsX.Zip(options.PositionsY),
        _ => options.DirectionsX.Zip(options.DirectionsY),
    };

    private static IEnumerable<(double Column, double Row)> Grid(int rows, int columns, LedOrder order)
    {
        if (order == LedOrder.Spiral)
        {
            return Spiral(rows * columns);
        }

        return from row in Enumerable.Range(0, rows)
               from step in Enumerable.Range(0, columns)
               let column = order == LedOrder.Serpentine && row % 2 == 1 ? columns - 1 - step : step
               select (column - (columns - 1) / 2.0, row - (rows - 1) / 2.0);
    }

    // Legs of 1, 1, 2, 2, 3, 3, … steps along +x, +y, −x, −y, +x, …
    private static IEnumerable<(double Column, double Row)> Spiral(int count)
    {
        var (column, row) = (0, 0);
        for (int leg = 0, left = count; left > 0; leg++)
        {
            for (var step = 0; step <= leg / 2 && left > 0; step++, left--)
            {
                yield return (column, row);
                var sign = leg / 2 % 2 == 0 ? 1 : -1;
                (column, row) = leg % 2 == 0 ? (column + sign, row) : (column, row + sign);
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Rings(LedLayoutOptions options) =>
        from ring in options.Radii.Zip(options.Counts)
        from led in Enumerable.Range(0, ring.Second)
        let angle = options.FirstAngle + 2 * Math.PI * led / ring.Second
        select (ring.First * Math.Cos(angle), ring.First * Math.Sin(angle));

    private static void CheckGrid(LedLayoutOptions options, FindingList findings)
    {
        foreach (var (key, isThere) in new[] { ("rows", options.Rows is not null), ("columns", options.Columns is not null), ("pitch", options.Pitch is not null) })
        {
            if (!isThere)
            {
                findings.Error(key, $"missing; a layout of the kind 'grid' needs '{key}'.");
            }
        }

        if (options.Order == LedOrder.Spiral && options.Rows != options.Columns)
        {
            findings.Error("order", $"found spiral with {options.Rows} rows and {options.Columns} columns, expected as many rows as columns, or the order raster or serpentine.");
        }
    }

    private static void CheckSameCount(string key, int found, string otherKey, int expected, FindingList findings)
    {
        if (expected == 0 || found != expected)
        {
            findings.Error(key, $"found {found} values with {expected} in '{otherKey}', expected as many as there, and at least one.");
        }
    }
}

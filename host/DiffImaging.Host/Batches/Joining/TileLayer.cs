using System.Numerics;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>A tile on the grid of the whole: the part of the grid that it covers, with values and weights.</summary>
internal sealed class TileLayer
{
    private readonly Complex[] _values;
    private readonly double[] _weights;
    private readonly int _stride;

    private TileLayer(int top, int left, int rows, int columns, int stride) =>
        (Top, Left, Rows, Columns, _stride, _values, _weights) = (top, left, rows, columns, stride, new Complex[rows * columns], new double[rows * columns]);

    /// <summary>First row of the whole that it covers.</summary>
    public int Top { get; }

    /// <summary>First column.</summary>
    public int Left { get; }

    /// <summary>Rows that it covers.</summary>
    public int Rows { get; }

    /// <summary>Columns that it covers.</summary>
    public int Columns { get; }

    /// <summary>Value and weight at a place of the whole that it covers.</summary>
    public (Complex Value, double Weight) this[int row, int column]
    {
        get
        {
            var index = ((row - Top) * Columns) + column - Left;
            return (_values[index], _weights[index]);
        }
    }

    /// <summary>Every sample: place in the whole, value, weight.</summary>
    public IEnumerable<(int Place, Complex Value, double Weight)> Samples
    {
        get
        {
            for (var index = 0; index < _values.Length; index++)
            {
                yield return (((Top + (index / Columns)) * _stride) + Left + (index % Columns), _values[index], _weights[index]);
            }
        }
    }

    /// <summary>Lays a tile on a grid.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="grid">The grid of the whole.</param>
    /// <param name="first">Row of the measurement at which the whole begins.</param>
    /// <param name="left">Column likewise.</param>
    public static TileLayer Of(PlacedTile tile, SamplingGrid grid, int first, int left)
    {
        var density = tile.Pitch / tile.Grid.Pitch;
        var (rows, columns) = (Span(tile.Region.Row - first, tile.Region.Rows, density, grid.Rows), Span(tile.Region.Column - left, tile.Region.Columns, density, grid.Columns));
        var layer = new TileLayer(rows.First, columns.First, rows.Count, columns.Count, grid.Columns);
        for (var row = 0; row < layer.Rows; row++)
        {
            for (var column = 0; column < layer.Columns; column++)
            {
                var index = (row * layer.Columns) + column;
                layer._values[index] = tile.At(tile.RowAt(layer.Top + row, first), tile.ColumnAt(layer.Left + column, left));
                layer._weights[index] = Window(row, layer.Rows) * Window(column, layer.Columns);
            }
        }

        return layer;
    }

    private static (int First, int Count) Span(int start, int size, double density, int whole)
    {
        var (from, to) = ((int)Math.Round(start * density), (int)Math.Round((start + size) * density));
        return (from, Math.Min(to, whole) - from);
    }

    // Falls to the edges and is nowhere 0: at the rim of the whole there is one tile only.
    private static double Window(int index, int count) => Math.Pow(Math.Sin(Math.PI * (index + 0.5) / count), 2) + 1e-6;
}

using System.Numerics;
using DiffImaging.Data;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>The object of a tile, and where the tile lies.</summary>
/// <param name="Region">The tile, in pixels of the measurement.</param>
/// <param name="Pitch">Pitch of these, in metres.</param>
/// <param name="Grid">The grid of the object, about the centre pixel of the tile; it may reach beyond the tile.</param>
/// <param name="Values">The object, [rows, columns].</param>
internal sealed record PlacedTile(RegionOfInterest Region, double Pitch, SamplingGrid Grid, Complex[] Values)
{
    /// <summary>Samples of the object for each pixel of the measurement.</summary>
    private double Density => Pitch / Grid.Pitch;

    /// <summary>Row of the object, not rounded, at a row of a grid of the same pitch that begins at a pixel of the measurement.</summary>
    public double RowAt(int row, int first) => (Grid.Rows / 2) + ((first - (Region.Row + (Region.Rows / 2))) * Density) + row;

    /// <summary>Column likewise.</summary>
    public double ColumnAt(int column, int first) => (Grid.Columns / 2) + ((first - (Region.Column + (Region.Columns / 2))) * Density) + column;

    /// <summary>The object between its samples, by cubic convolution; exact at the samples, and 0 beyond the grid.</summary>
    public Complex At(double row, double column)
    {
        var (r, c) = ((int)Math.Floor(row), (int)Math.Floor(column));
        var (u, v) = (row - r, column - c);
        if (u < 1e-6 && v < 1e-6)
        {
            return Sample(r, c);
        }

        Span<double> across = [Weight(1 + v), Weight(v), Weight(1 - v), Weight(2 - v)];
        var sum = Complex.Zero;
        for (var i = -1; i <= 2; i++)
        {
            var line = Complex.Zero;
            for (var j = -1; j <= 2; j++)
            {
                line += across[j + 1] * Sample(r + i, c + j);
            }

            sum += Weight(Math.Abs(u - i)) * line;
        }

        return sum;
    }

    private Complex Sample(int row, int column) => row >= 0 && row < Grid.Rows && column >= 0 && column < Grid.Columns ? Values[(row * Grid.Columns) + column] : Complex.Zero;

    // Keys' kernel with a = −½.
    private static double Weight(double distance) => distance < 1
        ? (((1.5 * distance) - 2.5) * distance * distance) + 1
        : distance < 2 ? (((((-0.5 * distance) + 2.5) * distance) - 4) * distance) + 2 : 0;
}

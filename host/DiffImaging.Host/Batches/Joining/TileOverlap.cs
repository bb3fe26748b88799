using System.Numerics;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>Where two tiles lie over each other.</summary>
/// <param name="First">Number of one tile.</param>
/// <param name="Second">Number of the other.</param>
/// <param name="Product">Σ w ō₁ o₂, w the smaller of the two weights.</param>
/// <param name="FirstPower">Σ w |o₁|².</param>
/// <param name="SecondPower">Σ w |o₂|².</param>
internal sealed record TileOverlap(int First, int Second, Complex Product, double FirstPower, double SecondPower)
{
    /// <summary>What pulls a tile's phasor, over the phasor of the other.</summary>
    public Complex From(int tile) => tile == First ? Product : Complex.Conjugate(Product);

    /// <summary>Compares two tiles; null where they share no sample.</summary>
    public static TileOverlap? Of(int first, TileLayer one, int second, TileLayer other)
    {
        var (top, bottom) = (Math.Max(one.Top, other.Top), Math.Min(one.Top + one.Rows, other.Top + other.Rows));
        var (left, right) = (Math.Max(one.Left, other.Left), Math.Min(one.Left + one.Columns, other.Left + other.Columns));
        if (top >= bottom || left >= right)
        {
            return null;
        }

        var (product, firstPower, secondPower) = (Complex.Zero, 0.0, 0.0);
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                var ((a, wa), (b, wb)) = (one[row, column], other[row, column]);
                var weight = Math.Min(wa, wb);
                product += weight * Complex.Conjugate(a) * b;
                firstPower += weight * ((a.Real * a.Real) + (a.Imaginary * a.Imaginary));
                secondPower += weight * ((b.Real * b.Real) + (b.Imaginary * b.Imaginary));
            }
        }

        return new TileOverlap(first, second, product, firstPower, secondPower);
    }
}

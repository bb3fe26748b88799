namespace DiffImaging.Engine.Optimization;

/// <summary>Solves (A + μ diag A) x = b for a small positive semidefinite A.</summary>
/// <remarks>In managed code on purpose: LAPACK's last bits depend on where its work arrays happen to lie, and a resumed run
/// must repeat them.</remarks>
internal static class DampedSystem
{
    // Below this share of its diagonal a pivot is rounding: nothing in the measurement tells that element.
    private const double LeastPivot = 1e-14;

    /// <summary>Returns x; an element that A does not determine is zero.</summary>
    /// <param name="matrix">A, symmetric; only its lower triangle is read.</param>
    /// <param name="vector">b.</param>
    /// <param name="damping">μ.</param>
    /// <param name="held">Elements that stay zero whatever A says.</param>
    public static double[] Solve(double[,] matrix, double[] vector, double damping, bool[] held)
    {
        var size = vector.Length;
        var (factor, pivots, result) = (new double[size, size], new double[size], (double[])vector.Clone());
        for (var row = 0; row < size; row++)
        {
            pivots[row] = matrix[row, row] * (1 + damping);
            for (var column = 0; column < row; column++)
            {
                var value = matrix[row, column];
                for (var inner = 0; inner < column; inner++)
                {
                    value -= factor[row, inner] * factor[column, inner] * pivots[inner];
                }

                factor[row, column] = pivots[column] == 0 ? 0 : value / pivots[column];
                pivots[row] -= factor[row, column] * factor[row, column] * pivots[column];
                result[row] -= factor[row, column] * result[column];
            }

            if (held[row] || pivots[row] <= LeastPivot * matrix[row, row])
            {
                (pivots[row], result[row]) = (0, 0);
            }
        }

        for (var row = size - 1; row >= 0; row--)
        {
            result[row] = pivots[row] == 0 ? 0 : result[row] / pivots[row];
            for (var later = row + 1; later < size; later++)
            {
                result[row] -= pivots[row] == 0 ? 0 : factor[later, row] * result[later];
            }
        }

        return result;
    }
}

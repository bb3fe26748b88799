namespace DiffImaging.Engine.Optimization;

/// <summary>A + μ diag A of a small positive semidefinite A, factorised as L D Lᵀ.</summary>
/// <remarks>In managed code on purpose: LAPACK's last bits depend on where its work arrays happen to lie, and a resumed run
/// must repeat them.</remarks>
internal sealed class DampedSystem
{
    // Below this share of its diagonal a pivot is rounding: nothing in the measurement tells that element.
    private const double LeastPivot = 1e-14;

    private readonly int _size;
    private readonly double[][] _factor;
    private readonly double[] _pivots;

    /// <param name="matrix">A, symmetric; only its lower triangle is read.</param>
    /// <param name="damping">μ.</param>
    /// <param name="held">Elements that stay zero whatever A says.</param>
    public DampedSystem(double[,] matrix, double damping, bool[] held)
    {
        _size = held.Length;
        _factor = [.. Enumerable.Range(0, _size).Select(row => new double[row])];
        _pivots = new double[_size];
        for (var row = 0; row < _size; row++)
        {
            var current = _factor[row];
            _pivots[row] = matrix[row, row] * (1 + damping);
            for (var column = 0; column < row; column++)
            {
                var earlier = _factor[column];
                var value = matrix[row, column];
                for (var inner = 0; inner < column; inner++)
                {
                    value -= current[inner] * earlier[inner];
                }

                // Until the row is done it holds L D, which saves a product in the innermost loop.
                current[column] = _pivots[column] == 0 ? 0 : value;
            }

            for (var column = 0; column < row; column++)
            {
                var scaled = _pivots[column] == 0 ? 0 : current[column] / _pivots[column];
                _pivots[row] -= scaled * current[column];
                current[column] = scaled;
            }

            if (held[row] || _pivots[row] <= LeastPivot * matrix[row, row])
            {
                _pivots[row] = 0;
            }
        }
    }

    /// <summary>Returns x with (A + μ diag A) x = b; an element that A does not determine is zero.</summary>
    /// <param name="vector">b.</param>
    public double[] Solve(double[] vector)
    {
        var result = (double[])vector.Clone();
        for (var row = 0; row < _size; row++)
        {
            for (var column = 0; column < row; column++)
            {
                result[row] -= _factor[row][column] * result[column];
            }

            if (_pivots[row] == 0)
            {
                result[row] = 0;
            }
        }

        for (var row = 0; row < _size; row++)
        {
            result[row] = _pivots[row] == 0 ? 0 : result[row] / _pivots[row];
        }

        for (var row = _size - 1; row >= 0; row--)
        {
            for (var column = 0; column < row; column++)
            {
                result[column] -= _pivots[column] == 0 ? 0 : _factor[row][column] * result[row];
            }
        }

        return result;
    }

    /// <summary>Factorises and solves in one go.</summary>
    public static double[] Solve(double[,] matrix, double[] vector, double damping, bool[] held) => new DampedSystem(matrix, damping, held).Solve(vector);

    /// <summary>Factorises the system of the steps that the gauges leave.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="damping">μ.</param>
    /// <param name="held">Elements that stay zero whatever A says; the gauges must have been made without them.</param>
    /// <param name="gauges">The gauges.</param>
    public static DampedSystem Across(GaugeProjection gauges, double[,] matrix, double damping, bool[] held) =>
        gauges.IsEmpty ? new DampedSystem(matrix, damping, held) : new DampedSystem(gauges.Constrain(matrix, damping), 0, held);
}

using MathNet.Numerics.LinearAlgebra;

namespace DiffImaging.Plugins.Regularizers.Quadratic.Fit;

/// <summary>Minimises the Whittle likelihood inside bounds by Fisher scoring, damped as Levenberg and Marquardt do.</summary>
internal static class DampedScoring
{
    private const int MostSteps = 200;
    private const double LargestStep = 1;
    private const double LargestDamping = 1e10;
    private const double Converged = 1e-10;

    /// <summary>Goes down from a start.</summary>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="start">Start, inside the bounds.</param>
    /// <param name="lower">Lower bounds.</param>
    /// <param name="upper">Upper bounds.</param>
    public static (double[] Point, double Value) Minimize(WhittleLikelihood likelihood, double[] start, double[] lower, double[] upper)
    {
        var (point, value, damping) = (start, likelihood.Value(start), 1e-3);
        for (var step = 0; step < MostSteps && damping < LargestDamping; step++)
        {
            var (gradient, curvature) = likelihood.Derivatives(point);

            // What lies on its bound while downhill points outside is held.
            var free = Enumerable.Range(0, point.Length).Where(index => gradient[index] > 0 ? point[index] > lower[index] : point[index] < upper[index]).ToArray();
            if (free.Length == 0)
            {
                break;
            }

            var move = Solve(gradient, curvature, free, damping);
            var trial = (double[])point.Clone();
            for (var index = 0; index < free.Length; index++)
            {
                var key = free[index];
                trial[key] = Math.Clamp(point[key] + Math.Clamp(move[index], -LargestStep, LargestStep), lower[key], upper[key]);
            }

            var found = likelihood.Value(trial);
            if (!(found < value))
            {
                damping *= 10;
                continue;
            }

            var change = trial.Zip(point, (a, b) => Math.Abs(a - b)).Max();
            (point, value, damping) = (trial, found, Math.Max(damping / 10, 1e-9));
            if (change < Converged)
            {
                break;
            }
        }

        return (point, value);
    }

    // (H + damping diag H) δ = −g.
    private static double[] Solve(double[] gradient, double[,] curvature, int[] free, double damping)
    {
        // A number that moves nothing, such as the exponent of a spectrum that is flat, stays where it is.
        var matrix = Matrix<double>.Build.Dense(free.Length, free.Length, (row, column) => row == column
            ? Math.Max(curvature[free[row], free[row]] * (1 + damping), double.Epsilon)
            : curvature[free[row], free[column]]);
        var slope = Vector<double>.Build.Dense(free.Length, row => -gradient[free[row]]);
        return [.. matrix.LU().Solve(slope).Select(move => double.IsFinite(move) ? move : 0)];
    }
}

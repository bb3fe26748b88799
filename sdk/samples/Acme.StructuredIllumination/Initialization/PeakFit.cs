using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Acme.StructuredIllumination.Initialization;

/// <summary>The maximum of a positive function of two numbers: on a lattice first, then by parabolas through its logarithm, narrower and narrower.</summary>
internal static class PeakFit
{
    private const double LatticeStep = 0.5;     // bins
    private const int PatchReach = 2;
    private static readonly double[] PatchSteps = [0.25, 0.1, 0.04];   // bins

    /// <summary>Finds the maximum.</summary>
    /// <param name="strength">The function.</param>
    /// <param name="centre">Middle of the lattice.</param>
    /// <param name="reach">Half its side.</param>
    /// <param name="bin">Width of a peak, about.</param>
    public static (double X, double Y) Find(Func<double, double, double> strength, (double X, double Y) centre, double reach, double bin)
    {
        var best = Lattice(centre, (int)Math.Ceiling(reach / (LatticeStep * bin)), LatticeStep * bin).MaxBy(place => strength(place.X, place.Y));
        foreach (var step in PatchSteps)
        {
            var patch = Lattice(best, PatchReach, step * bin).ToArray();
            var logarithms = patch.Select(place => Math.Log(strength(place.X, place.Y))).ToArray();
            best = Vertex(patch, logarithms, best, step * bin) ?? patch[Array.IndexOf(logarithms, logarithms.Max())];
        }

        return best;
    }

    private static IEnumerable<(double X, double Y)> Lattice((double X, double Y) centre, int reach, double step) =>
        from row in Enumerable.Range(-reach, 2 * reach + 1)
        from column in Enumerable.Range(-reach, 2 * reach + 1)
        select (centre.X + column * step, centre.Y + row * step);

    // a + b·x + c·y + d·x² + e·xy + f·y² in least squares; null where it has no maximum in the patch.
    private static (double X, double Y)? Vertex((double X, double Y)[] patch, double[] values, (double X, double Y) centre, double step)
    {
        double[][] places = [.. patch.Select(place => new[] { (place.X - centre.X) / step, (place.Y - centre.Y) / step })];
        var fit = Fit.LinearMultiDim(places, values, _ => 1, p => p[0], p => p[1], p => p[0] * p[0], p => p[0] * p[1], p => p[1] * p[1]);
        var curvature = Matrix<double>.Build.DenseOfArray(new[,] { { 2 * fit[3], fit[4] }, { fit[4], 2 * fit[5] } });
        if (curvature[0, 0] >= 0 || curvature.Determinant() <= 0)
        {
            return null;
        }

        var vertex = curvature.Solve(Vector<double>.Build.Dense([-fit[1], -fit[2]]));
        return vertex.AbsoluteMaximum() <= PatchReach ? (centre.X + vertex[0] * step, centre.Y + vertex[1] * step) : null;
    }
}

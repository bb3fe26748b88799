using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>Signal-to-noise of an estimated object against spatial frequency: how far out the measurement tells of it.</summary>
/// <remarks>With X(f) the unitary Fourier transform of the estimate and D(f) the diagonal there of JᵀWJ, the Fisher information of the measurement at known θ,
/// a coefficient has the variance σ²(f) = c·κ/D(f): κ = 2 for complex objects, whose two parts are unknown, 1 for real ones; c is the misfit χ²/N, 1 where noise explains
/// the residual. Each ring of one bin has the mean of |X|²/σ². A prior lowers X and not σ; what the object's margin outside the sensor's field lacks is shared by all of it.</remarks>
/// <param name="Variable">Key of the object variable.</param>
/// <param name="Frequencies">Middle of each ring, in 1/m.</param>
/// <param name="Ratios">Mean |X|²/σ² of each ring, a ratio of powers.</param>
/// <param name="RingWidth">Width of a ring, in 1/m.</param>
public sealed record SpectralSignal(string Variable, IReadOnlyList<double> Frequencies, IReadOnlyList<double> Ratios, double RingWidth)
{
    /// <summary>A ring counts as seen from this ratio on: an amplitude of twice the noise's.</summary>
    public const double Clear = 4;

    /// <summary>Outer radius, in 1/m, of the last ring that is clearly seen with all rings within; 0 for none.</summary>
    public double Extent => Ratios.TakeWhile(ratio => ratio >= Clear).Count() * RingWidth;

    /// <summary>Estimates the ratios of every object variable at a point.</summary>
    /// <param name="problem">The problem, over the frames that counted.</param>
    /// <param name="point">Values of every variable; unchanged.</param>
    /// <param name="misfit">c; values below 1 count as 1.</param>
    /// <returns>One for each object variable; none where the fidelity has no curvature.</returns>
    public static IReadOnlyList<SpectralSignal> Of(JointProblem problem, JointPoint point, double misfit)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(point);
        if (!problem.Fidelity.HasCurvature)
        {
            return [];
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var matrix = new GaussNewtonMatrix(problem, point);
        return [.. problem.Variables.Where(variable => variable.Object is not null).Select(variable =>
        {
            var grid = variable.Object!.Grid;
            var value = point[variable.Key];
            var density = ObjectCurvature.Estimate(problem, matrix, value, variable.Key);
            var spectrum = torch.fft.fft2(value);
            var power = (spectrum.real.square() + spectrum.imag.square()) / value.numel();
            var ratio = power * density / ((value.is_complex() ? 2 : 1) * Math.Max(misfit, 1));
            return Rings(variable.Key, Numbers(ratio), grid.Rows, grid.Columns, 1 / grid.Height, 1 / grid.Width);
        })];
    }

    private static SpectralSignal Rings(string key, double[] ratio, int rows, int columns, double binY, double binX)
    {
        // Beyond the shorter side's band a ring is not whole.
        var width = Math.Max(binX, binY);
        var count = (int)Math.Floor(Math.Min(rows / 2 * binY, columns / 2 * binX) / width);
        var (sums, members) = (new double[count], new int[count]);
        for (var row = 0; row < rows; row++)
        {
            var y = (row < (rows + 1) / 2 ? row : row - rows) * binY;
            for (var column = 0; column < columns; column++)
            {
                var x = (column < (columns + 1) / 2 ? column : column - columns) * binX;
                var ring = (int)(Math.Sqrt(x * x + y * y) / width);
                if (ring < count)
                {
                    sums[ring] += ratio[row * columns + column];
                    members[ring]++;
                }
            }
        }

        return new SpectralSignal(key, [.. Enumerable.Range(0, count).Select(ring => (ring + 0.5) * width)], [.. sums.Zip(members, (sum, number) => sum / number)], width);
    }

    private static double[] Numbers(torch.Tensor tensor) => tensor.to(torch.ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}

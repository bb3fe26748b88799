using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>How much each place of the field pulls at some numbers of the parameters: at an optimum all pulls together are zero.</summary>
/// <remarks>Along a move v_k that object and other parameters follow, the slope of the objective is a sum over places: what each pixel adds to that of the fidelity, (∂L/∂m) (J v_k), and what each sample of the object adds to
/// that of the regularizers, Re(∇R* v_k). Both are gathered in cells of the field; what of the object lies beside the measured field counts to the nearest one. S⁻¹ times the pull of a cell is what the numbers
/// would move by if measurement and prior of the cell counted a little less: the infinitesimal jackknife. Source: [efron1982], section 6.3.</remarks>
internal static class FieldPulls
{
    /// <summary>The covariance of the slopes where each cell is as likely as any other to be there again: Σ (g − ḡ)(g − ḡ)ᵀ n / (n − 1) of n cells.</summary>
    /// <param name="pulls">For each number its cells.</param>
    public static double[,] Covariance(IReadOnlyList<double[]> pulls)
    {
        var result = new double[pulls.Count, pulls.Count];
        double[] means = [.. pulls.Select(cells => cells.Average())];
        for (var row = 0; row < pulls.Count; row++)
        {
            for (var column = 0; column < pulls.Count; column++)
            {
                var sum = pulls[row].Zip(pulls[column], (one, other) => (one - means[row]) * (other - means[column])).Sum();
                result[row, column] = sum * pulls[row].Length / (pulls[row].Length - 1);
            }
        }

        return result;
    }

    /// <summary>Computes them.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">The optimum.</param>
    /// <param name="tangents">The directions v_k, parameters in their units.</param>
    /// <param name="iteration">Iteration that the weights of regularizers are taken at.</param>
    /// <param name="cells">Cells along each side of the field.</param>
    /// <returns>For each direction its cells, row by row.</returns>
    public static IReadOnlyList<double[]> Of(JointProblem problem, JointPoint point, IReadOnlyList<JointPoint> tangents, int iteration, int cells)
    {
        using var outer = torch.NewDisposeScope();
        var field = problem.Pipeline.Plan.Output.Grid;
        var sums = tangents.Select(_ => torch.zeros(cells * cells, torch.float64)).ToList();
        var places = Places(field.Rows, field.Columns, field.Pitch, field.Height, field.Width, cells);
        foreach (var range in problem.Frames.Ranges)
        {
            using var scope = torch.NewDisposeScope();
            using var model = problem.Pipeline.Linearize(point, range);
            var (_, slope) = problem.Fidelity.EvaluateWithCotangent(model.Prediction, problem.Measured(range), problem.Weight(range));
            for (var index = 0; index < tangents.Count; index++)
            {
                if (model.Jvp(tangents[index]) is { } change)
                {
                    Gather(sums[index], (slope * change).to(torch.float64), places);
                }
            }
        }

        foreach (var variable in problem.Variables.Where(variable => variable.Object is not null))
        {
            using var scope = torch.NewDisposeScope();
            var grid = variable.Object!.Grid;
            var own = Places(grid.Rows, grid.Columns, grid.Pitch, field.Height, field.Width, cells);
            var gradient = torch.zeros_like(point[variable.Key]);
            RegularizerGradient.AddTo(gradient, problem.Regularizers.Where(term => term.Target == variable.Key), point[variable.Key], iteration);
            for (var index = 0; index < tangents.Count; index++)
            {
                if (tangents[index].Contains(variable.Key))
                {
                    var product = gradient.conj() * tangents[index][variable.Key];
                    Gather(sums[index], (product.is_complex() ? product.real : product).to(torch.float64), own);
                }
            }
        }

        return [.. sums.Select(sum => sum.cpu().data<double>().ToArray())];
    }

    private static void Gather(torch.Tensor sums, torch.Tensor map, torch.Tensor places) =>
        sums.index_add_(0, places, map.reshape(-1, places.shape[0]).sum([0L]).cpu(), 1);

    // The cell of each sample; the optical axis passes through (rows / 2, columns / 2) of both grids.
    private static torch.Tensor Places(int rows, int columns, double pitch, double height, double width, int cells)
    {
        torch.Tensor Line(int count, double extent) =>
            (((torch.arange(count, torch.float64) - count / 2) * pitch / extent + 0.5) * cells).floor().clamp(0, cells - 1).to(torch.int64);
        return (Line(rows, height).unsqueeze(1) * cells + Line(columns, width)).reshape(-1);
    }
}

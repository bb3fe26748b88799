using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The Gauss–Newton matrix JᵀWJ of the parameters alone, element by element, in natural scales.</summary>
/// <remarks>J v of the whole model gives a column. Elements that no frame shares are moved together: a parameter with a value for each
/// frame costs as many products as one frame has elements, not as many as there are frames.</remarks>
internal static class ParameterGram
{
    /// <summary>Computes the matrix, without priors, of the elements of which it can be stored.</summary>
    /// <param name="matrix">The Gauss–Newton matrix at the point.</param>
    /// <param name="parameters">The parameters of the phase.</param>
    /// <param name="point">Values of every variable.</param>
    public static double[,] Of(GaussNewtonMatrix matrix, ScaledParameters parameters, JointPoint point)
    {
        var result = new double[parameters.DenseCount, parameters.DenseCount];
        var probes = parameters.Probes();
        if (probes.Count == 0)
        {
            return result;
        }

        matrix.Visit((model, weight) =>
        {
            using var scope = torch.NewDisposeScope();
            var columns = probes.Select(probe => Column(model, parameters, probe, point)).ToArray();
            var jacobian = torch.stack(columns, 1);
            var weighted = jacobian * weight.reshape(weight.shape[0], 1, -1);
            var products = torch.matmul(weighted, jacobian.transpose(1, 2)).cpu().data<double>().ToArray();
            Scatter(products, probes, model.Frames, result);
        });
        return result;
    }

    // [frames, pixels]; in float64, for the products of nearly parallel columns are subtracted from each other later.
    private static torch.Tensor Column(PipelineLinearization model, ScaledParameters parameters, ParameterProbe probe, JointPoint point)
    {
        using var scope = torch.NewDisposeScope();
        using var tangent = parameters.Tangent(point, probe);
        var moved = model.Jvp(tangent) ?? torch.zeros_like(model.Prediction);
        return moved.reshape(moved.shape[0], -1).to(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    private static void Scatter(double[] products, IReadOnlyList<ParameterProbe> probes, FrameRange frames, double[,] result)
    {
        var index = 0;
        for (var frame = frames.Start; frame < frames.End; frame++)
        {
            foreach (var row in probes)
            {
                foreach (var column in probes)
                {
                    result[row.ElementOf(frame), column.ElementOf(frame)] += products[index++];
                }
            }
        }
    }
}

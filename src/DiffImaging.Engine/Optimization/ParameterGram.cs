using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The Gauss–Newton matrix JᵀWJ of the parameters alone, element by element, in natural scales.</summary>
internal static class ParameterGram
{
    /// <summary>Computes the matrix, without priors, of the elements of which it can be stored.</summary>
    /// <param name="matrix">The Gauss–Newton matrix at the point.</param>
    /// <param name="parameters">The parameters of the phase.</param>
    /// <param name="point">Values of every variable.</param>
    public static double[,] Of(GaussNewtonMatrix matrix, ScaledParameters parameters, JointPoint point)
    {
        var result = new double[parameters.DenseCount, parameters.DenseCount];
        var columns = new ParameterColumns(parameters, point);
        if (!columns.IsEmpty)
        {
            matrix.Visit((model, weight) =>
            {
                using var scope = torch.NewDisposeScope();
                columns.AddGram(columns.Of(model), weight, model.Frames, result);
            });
        }

        return result;
    }
}

using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Fidelity and priors about a point as a quadratic function of the parameters alone, in natural scales.</summary>
/// <remarks>Value, gradient and matrix come out of one linearised model: the columns of J that JᵀWJ is made of give the gradient Jᵀ ∂L/∂m as well, so that nothing goes
/// back through the model. Where a stage has its columns by differences only the matrix is made of them: the gradient decides where it ends.</remarks>
/// <param name="Fidelity">L.</param>
/// <param name="Prior">Value of the priors of every parameter that is estimated.</param>
/// <param name="Gradient">∂/∂q of both, of the parameters of the phase.</param>
/// <param name="Matrix">JᵀWJ with the priors' precisions.</param>
internal sealed record ParameterExpansion(double Fidelity, double Prior, double[] Gradient, double[,] Matrix)
{
    /// <summary>Expands about a point.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="parameters">The parameters of the phase, of all of which a matrix can be stored.</param>
    /// <param name="point">Values of every variable.</param>
    /// <exception cref="InvalidOperationException">The fidelity term has no curvature.</exception>
    public static ParameterExpansion About(JointProblem problem, ScaledParameters parameters, JointPoint point)
    {
        var (fidelity, slopes, matrix) = (0.0, new double[parameters.Count], new double[parameters.Count, parameters.Count]);
        var columns = new ParameterColumns(parameters, point);
        using var gauss = new GaussNewtonMatrix(problem, point);
        gauss.Visit((model, weight) =>
        {
            using var scope = torch.NewDisposeScope();
            var (loss, cotangent) = problem.Fidelity.EvaluateWithCotangent(model.Prediction, problem.Measured(model.Frames), problem.Weight(model.Frames));
            fidelity += loss.item<double>();
            var jacobian = columns.Of(model);
            AddSlopes(model, cotangent, jacobian);
            columns.AddGram(jacobian, weight, model.Frames, matrix);
        });

        void AddSlopes(PipelineLinearization model, torch.Tensor cotangent, torch.Tensor jacobian)
        {
            if (model.HasExactTangents)
            {
                columns.AddProducts(jacobian, cotangent, model.Frames, slopes);
                return;
            }

            using var gradient = model.Vjp(cotangent, parameters.Keys.ToHashSet());
            var own = parameters.ReadGradient(gradient);
            for (var index = 0; index < slopes.Length; index++)
            {
                slopes[index] += own[index];
            }
        }

        using var pulls = ParameterPrior.Gradient(point, problem.Variables, parameters.Keys);
        parameters.AddPriors(matrix);
        return new ParameterExpansion(
            fidelity, problem.EvaluatePrior(point), [.. slopes.Zip(parameters.ReadGradient(pulls), (slope, pull) => slope + pull)], matrix);
    }

    /// <summary>The mean of several.</summary>
    public static ParameterExpansion Mean(IReadOnlyList<ParameterExpansion> expansions)
    {
        var (size, count) = (expansions[0].Gradient.Length, expansions.Count);
        var matrix = new double[size, size];
        for (var index = 0; index < matrix.Length; index++)
        {
            matrix[index / size, index % size] = expansions.Sum(expansion => expansion.Matrix[index / size, index % size]) / count;
        }

        return new ParameterExpansion(
            expansions.Sum(expansion => expansion.Fidelity) / count,
            expansions.Sum(expansion => expansion.Prior) / count,
            [.. Enumerable.Range(0, size).Select(index => expansions.Sum(expansion => expansion.Gradient[index]) / count)],
            matrix);
    }
}

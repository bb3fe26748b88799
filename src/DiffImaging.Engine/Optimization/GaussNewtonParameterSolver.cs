using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Gauss–Newton on the parameters at a fixed object: (JᵀWJ + P + μ diag) δ = −∇J, with Levenberg–Marquardt damping μ.</summary>
/// <remarks>J has one column for each element, from J v of the whole model; P are the priors' precisions.</remarks>
internal sealed class GaussNewtonParameterSolver(JointProblem problem, ScaledParameters parameters, PhaseOptions options) : IParameterSolver
{
    private const double FirstDamping = 1e-2;
    private const double LeastDamping = 1e-6;
    private double _damping = FirstDamping;
    private double _last = double.PositiveInfinity;
    private double _limit = options.MaximumStep;

    public double Move(JointPoint point, int iteration)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var value = problem.Evaluate(point, parameters.Keys.ToHashSet(), problem.AllFrames);
        var cost = value.Fidelity + value.Prior + problem.EvaluateRegularization(point, iteration, options.Without);
        _damping = cost <= _last ? Math.Max(_damping * 0.4, LeastDamping) : _damping * 8;
        _last = cost;

        var gradient = parameters.ReadGradient(value.Gradient);
        var step = DampedSystem.Solve(Matrix(point), [.. gradient.Select(slope => -slope)], _damping, parameters.Held(point, gradient));
        var largest = step.Max(Math.Abs);
        var clip = largest > _limit ? _limit / largest : 1;
        var position = parameters.Read(point);
        var reached = parameters.Write(point, [.. position.Zip(step, (q, move) => q + clip * move)]);
        return reached.Zip(position, (after, before) => Math.Abs(after - before)).Max();
    }

    public void Shrink()
    {
        _limit /= 2;
        _damping = FirstDamping;
    }

    public SolverState Save() => new() { Numbers = { ["damping"] = _damping, ["last"] = double.IsInfinity(_last) ? -1 : _last, ["limit"] = _limit } };

    public void Restore(SolverState state)
    {
        (_damping, _last, _limit) = (state.Numbers["damping"], state.Numbers["last"], state.Numbers["limit"]);
        _last = _last < 0 ? double.PositiveInfinity : _last;
    }

    private double[,] Matrix(JointPoint point)
    {
        using var scope = torch.NewDisposeScope();
        using var model = problem.Pipeline.Linearize(point, problem.AllFrames);
        var weight = Curvature.Weight(problem, model, problem.AllFrames);
        var columns = new List<torch.Tensor>();
        for (var element = 0; element < parameters.Count; element++)
        {
            using var tangent = parameters.Tangent(point, element);
            columns.Add((model.Jvp(tangent) ?? torch.zeros_like(model.Prediction)).reshape(-1).to(torch.ScalarType.Float64));
        }

        var jacobian = torch.stack([.. columns]);
        var products = torch.matmul(jacobian * weight.reshape(1, -1), jacobian.t()).cpu().data<double>().ToArray();
        var matrix = new double[parameters.Count, parameters.Count];
        Buffer.BlockCopy(products, 0, matrix, 0, products.Length * sizeof(double));
        var offset = 0;
        foreach (var key in parameters.Keys)
        {
            var parameter = problem.Parameter(key);
            for (var index = 0; index < parameter.Count && parameter.Prior is not null; index++)
            {
                matrix[offset + index, offset + index] += Math.Pow(parameter.Scale / parameter.Prior.StandardDeviation, 2);
            }

            offset += parameter.Count;
        }

        return matrix;
    }
}

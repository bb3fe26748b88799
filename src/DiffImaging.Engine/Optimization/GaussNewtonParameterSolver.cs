using DiffImaging.Engine.Uncertainty;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Gauss–Newton on the parameters at a fixed object: (JᵀWJ + P + μ diag) δ = −∇J, with Levenberg–Marquardt damping μ.</summary>
/// <remarks>P are the priors' precisions; all is a <see cref="ParameterExpansion"/>. With posterior samples all of
/// it is averaged over them (<see cref="PosteriorSamples"/>): the M step of expectation maximisation. Gradient, matrix and step are taken across the gauges.</remarks>
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
        using var objects = new PosteriorSamples(problem, point, options, iteration);
        var value = objects.Expand(parameters);
        var cost = value.Fidelity + value.Prior + problem.EvaluateRegularization(point, iteration, options.Without);
        _damping = cost <= _last ? Math.Max(_damping * 0.4, LeastDamping) : _damping * 8;
        _last = cost;

        var gradient = value.Gradient;
        parameters.Gauges.Remove(gradient);
        var held = parameters.Held(point, gradient);
        var gauges = parameters.Gauges.Without(held);
        double[] downhill = [.. gradient.Select(slope => -slope)];
        gauges.Remove(downhill);
        var step = DampedSystem.Across(gauges, value.Matrix, _damping, held).Solve(downhill);
        gauges.Remove(step);
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
}

using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Stochastic gradient descent with momentum on any variables, frames in batches.</summary>
/// <remarks>v ← μ v − r D⁻¹ ∇J, x⁺ = P(x + v): D is the largest curvature of each object variable and the diagonal of JᵀWJ with its priors of each parameter, both where the phase begins, so that a rate r below 2 (1 + μ)
/// is stable where they hold and the rate needs no unit. Regularizers count by their gradients, constraints, gauges and bounds by projection P. Source: [polyak1964].</remarks>
internal sealed class SgdSolver : ISolver
{
    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly SmoothObjective _objective;
    private readonly FrameBatches _batches;
    private readonly JointPoint _velocity = new();
    private Dictionary<string, double> _curvatures = [];
    private torch.Tensor? _diagonal;
    private int _steps;
    private double _shrink = 1;

    public SgdSolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options) = (problem, point, options);
        _objective = new SmoothObjective(problem, options);
        _batches = new FrameBatches(problem, options.Batch);
        using var scope = torch.NewDisposeScope();
        foreach (var key in _objective.Objects.Concat(_objective.Parameters.Keys))
        {
            _velocity[key] = torch.zeros_like(point[key]);
        }
    }

    public bool HasRule => false;

    public bool HasConverged => false;

    public bool IsComparable => true;

    public bool KeepsLast => false;

    public int Budget => _options.Iterations;

    public double Step(int iteration)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        EstimateScales(iteration);
        using var value = _objective.Evaluate(_point, iteration, _batches.Of(_steps++));
        var rate = _options.Rate * _shrink;
        JointSpace.Scale(_velocity, _options.Momentum);
        foreach (var key in _objective.Objects)
        {
            _velocity[key].add_(value.Gradient[key], alpha: -rate / _curvatures[key]);
        }

        var diagonal = _diagonal!.data<double>().ToArray();
        _objective.Parameters.Fill(_velocity, [.. _objective.Parameters.Flatten(_velocity)
            .Zip(_objective.Parameters.Flatten(value.Gradient), diagonal).Select(three => three.First - rate * three.Second / three.Third)]);
        _objective.Move(_point, _point, _velocity, 1);
        return value.Fidelity;
    }

    public void Shrink()
    {
        _shrink /= 2;
        JointSpace.Scale(_velocity, 0);
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["steps"] = _steps, ["shrink"] = _shrink } };
        foreach (var key in _velocity.Keys)
        {
            state.Tensors[$"velocity/{key}"] = _velocity[key];
        }

        foreach (var (key, curvature) in _curvatures)
        {
            state.Numbers[$"curvature/{key}"] = curvature;
        }

        if (_diagonal is { } diagonal)
        {
            state.Tensors["diagonal"] = diagonal;
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        (_steps, _shrink) = ((int)state.Numbers["steps"], state.Numbers["shrink"]);
        foreach (var key in _velocity.Keys)
        {
            _velocity[key].copy_(state.Tensors[$"velocity/{key}"]);
        }

        _curvatures = state.Below("curvature").Numbers;
        _diagonal?.Dispose();
        _diagonal = state.Tensors.TryGetValue("diagonal", out var diagonal) ? diagonal.clone().DetachFromDisposeScope() : null;
    }

    public void Dispose()
    {
        _velocity.Dispose();
        _diagonal?.Dispose();
    }

    private void EstimateScales(int iteration)
    {
        if (_diagonal is not null)
        {
            return;
        }

        using var matrix = new GaussNewtonMatrix(_problem, _point);
        using var preconditioner = new JointPreconditioner(_problem, _point, _objective.Terms(iteration) with { Objects = [] }, new Dictionary<string, torch.Tensor>(), matrix);
        foreach (var key in _objective.Objects)
        {
            // Several object variables share the curvature: the sum of their eigenvalues bounds the joint one.
            _curvatures[key] = Math.Max(_objective.Objects.Count * Curvature.Largest(_problem, _point, key), 1e-300);
        }

        _diagonal = torch.tensor([.. preconditioner.Diagonal.Select(value => value > 0 ? value : double.PositiveInfinity)], torch.ScalarType.Float64).DetachFromDisposeScope();
    }
}

using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Adam on any variables, with a step in each variable's natural scale.</summary>
/// <remarks>Complex variables are taken through their real view, so that real and imaginary part have moments of their own.
/// Regularizers enter by their gradients, constraints and gauges by projection. Source: [kingma2015].</remarks>
internal sealed class AdamSolver : ISolver
{
    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly FrameBatches _batches;
    private readonly HashSet<string> _keys;
    private readonly GaugeProjection _gauges;
    private readonly Dictionary<string, double> _rates = [];
    private readonly JointPoint _first = new();
    private readonly JointPoint _second = new();
    private int _steps;
    private double _shrink = 1;

    public AdamSolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options) = (problem, point, options);
        _batches = new FrameBatches(problem, options.Batch);
        _keys = [];
        using var scope = torch.NewDisposeScope();
        foreach (var variable in problem.Variables.Where(variable => options.Variables.Count == 0 ? variable.IsActive : options.Variables.Contains(variable.Key)))
        {
            _keys.Add(variable.Key);
            _rates[variable.Key] = options.Rate * (variable.Parameter?.Scale ?? 1);
            _first[variable.Key] = torch.zeros_like(RealView(point[variable.Key]));
            _second[variable.Key] = torch.zeros_like(RealView(point[variable.Key]));
        }

        _gauges = GaugeProjection.Of(problem, [.. problem.Variables.Where(variable => variable.Parameter is not null && _keys.Contains(variable.Key)).Select(variable => variable.Key)]);
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
        using var value = _problem.Evaluate(_point, _keys, _batches.Of(_steps));
        _steps++;
        _gauges.Remove(value.Gradient);
        foreach (var key in _keys)
        {
            RegularizerGradient.AddTo(value.Gradient[key], _problem, _point, key, iteration, _options.Without);
            using var view = RealView(_point[key]);
            using var gradient = RealView(value.Gradient[key]);
            AdamUpdate.Apply(view, gradient, _first[key], _second[key], _steps, _rates[key] * _shrink);
            Project(key);
        }

        return value.Fidelity;
    }

    public void Shrink()
    {
        _shrink /= 2;
        _steps = 0;
        foreach (var key in _keys)
        {
            _first[key].zero_();
            _second[key].zero_();
        }
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["steps"] = _steps, ["shrink"] = _shrink } };
        foreach (var key in _keys)
        {
            state.Tensors[$"first/{key}"] = _first[key];
            state.Tensors[$"second/{key}"] = _second[key];
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        (_steps, _shrink) = ((int)state.Numbers["steps"], state.Numbers["shrink"]);
        foreach (var key in _keys)
        {
            _first[key].copy_(state.Tensors[$"first/{key}"]);
            _second[key].copy_(state.Tensors[$"second/{key}"]);
        }
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private void Project(string key)
    {
        if (_problem.Variables.First(variable => variable.Key == key).Object is null)
        {
            _gauges.Fix(key, _point[key]);
            _problem.Clamp(key, _point[key]);
            return;
        }

        foreach (var term in _problem.Constraints.Where(term => term.Target == key && !_options.Without.Contains(term.Name)))
        {
            using var projected = term.Project(_point[key]);
            _point[key].copy_(projected);
        }
    }

    private static torch.Tensor RealView(torch.Tensor tensor) => tensor.is_complex() ? torch.view_as_real(tensor) : tensor.alias();
}

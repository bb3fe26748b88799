using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Runs.Stopping;

/// <summary>Ends a phase where the gradient has fallen to a share of its first size, that of the object and that of the parameters each.</summary>
/// <remarks>Of the object the generalised gradient (x − P(x − t∇L))/t counts, P the proximal operators and projections and t the step of FISTA, which is zero at a minimum with edges and constraints too; of
/// the parameters the gradient in natural scales, across the gauges and without what a bound holds. Source: [beck2009].</remarks>
internal sealed class GradientRule : IStoppingRule
{
    // An operator that is done by a few inner iterations comes near its result when it is applied again, and nearer from look to look.
    private const int WarmUps = 3;

    private readonly JointProblem _problem;
    private readonly double _share;
    private readonly SmoothObjective _objective;
    private readonly PhaseOptions _options;
    private readonly Dictionary<string, double> _steps = [];
    private readonly Dictionary<string, ProximalStep> _proximal;
    private (double Object, double Parameters)? _first;

    public GradientRule(JointProblem problem, PhaseOptions options)
    {
        (_problem, _share, _options) = (problem, options.GradientNorm, options);
        _objective = new SmoothObjective(problem, options);
        _proximal = _objective.Objects.ToDictionary(key => key, key => new ProximalStep(problem, key, options.Without));
    }

    public JointPoint? Chosen => null;

    public bool Look(JointPoint point, int iteration)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var value = _problem.Evaluate(point, new HashSet<string>([.. _objective.Objects, .. _objective.Parameters.Keys]));
        var (objects, parameters) = (OfObjects(value.Gradient, point, iteration), OfParameters(value.Gradient, point));
        _first ??= (objects, parameters);
        return objects <= _share * _first.Value.Object && parameters <= _share * _first.Value.Parameters;
    }

    public SolverState Save()
    {
        var state = new SolverState();
        if (_first is { } first)
        {
            (state.Numbers["object"], state.Numbers["parameters"]) = first;
        }

        foreach (var (key, step) in _steps)
        {
            state.Numbers[$"step/{key}"] = step;
        }

        foreach (var (key, proximal) in _proximal)
        {
            state.Include($"proximal/{key}", proximal.Save());
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        _first = state.Numbers.TryGetValue("object", out var objects) ? (objects, state.Numbers["parameters"]) : null;
        foreach (var key in _objective.Objects.Where(key => state.Numbers.ContainsKey($"step/{key}")))
        {
            _steps[key] = state.Numbers[$"step/{key}"];
        }

        foreach (var (key, proximal) in _proximal)
        {
            proximal.Restore(state.Below($"proximal/{key}"));
        }
    }

    public void Dispose()
    {
        foreach (var proximal in _proximal.Values)
        {
            proximal.Dispose();
        }
    }

    private double OfObjects(JointPoint gradient, JointPoint point, int iteration)
    {
        var sum = 0.0;
        foreach (var key in _objective.Objects)
        {
            if (!_steps.TryGetValue(key, out var step))
            {
                _steps[key] = step = 1 / Math.Max(_objective.Objects.Count * Curvature.Largest(_problem, point, key), 1e-300);
            }

            RegularizerGradient.AddTo(
                gradient[key], _problem.Regularizers.Where(term => term.Target == key && !ObjectSplit.IsSplit(term) && !_options.Without.Contains(term.Name)), point[key], iteration);
            var forward = point[key] - gradient[key] * step;
            var moved = Enumerable.Range(0, WarmUps).Select(_ => _proximal[key].Apply(forward, step, iteration)).Last();
            sum += torch.linalg.vector_norm((point[key] - moved) / step).square().to(torch.ScalarType.Float64).item<double>();
        }

        return Math.Sqrt(sum);
    }

    private double OfParameters(JointPoint gradient, JointPoint point)
    {
        _objective.Parameters.ScaleGradient(gradient);
        _objective.Parameters.Gauges.Remove(gradient);
        var slope = _objective.Parameters.Flatten(gradient);
        var held = _objective.Parameters.Held(point, slope);
        return Math.Sqrt(slope.Where((_, index) => !held[index]).Sum(number => number * number));
    }
}

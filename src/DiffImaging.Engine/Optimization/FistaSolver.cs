using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Accelerated proximal gradient (FISTA) on object variables, with gradient restart.</summary>
/// <remarks>v = y − t ∇L(y), x⁺ = prox(v), y⁺ = x⁺ + ((τ − 1)/τ⁺)(x⁺ − x). The steps t are <see cref="GradientSteps"/>. A regularizer without a proximal operator counts in L, but not in t. Sources: [beck2009]; restart: [odonoghue2015].</remarks>
internal sealed class FistaSolver : ISolver
{
    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly HashSet<string> _keys;
    private readonly Dictionary<string, ProximalStep> _proximal;
    private readonly List<RegularizerTerm> _smooth;
    private readonly JointPoint _extrapolated;
    private readonly JointPoint _before = new();
    private readonly GradientSteps _steps;
    private double _momentum = 1;

    public FistaSolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options) = (problem, point, options);
        _keys = [.. problem.Variables
            .Where(variable => variable.Object is not null && (options.Variables.Count == 0 || options.Variables.Contains(variable.Key)))
            .Select(variable => variable.Key)];
        _proximal = _keys.ToDictionary(key => key, key => new ProximalStep(problem, key, options.Without));
        _smooth = [.. problem.Regularizers.Where(term => !term.IsProximable && !options.Without.Contains(term.Name))];
        _extrapolated = point.Clone();
        _steps = new GradientSteps(problem, point, options, _keys);
    }

    /// <summary>Keys of the object variables that move.</summary>
    public IReadOnlySet<string> Keys => _keys;

    public bool HasRule => false;

    public bool HasConverged => false;

    public bool IsComparable => true;

    public bool KeepsLast => false;

    public int Budget => _options.Iterations;

    public double Step(int iteration)
    {
        _steps.Estimate();
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var value = Evaluate();
        var next = (1 + Math.Sqrt(1 + 4 * _momentum * _momentum)) / 2;
        var (moved, slopes) = (new Dictionary<string, torch.Tensor>(), new Dictionary<string, torch.Tensor>());
        var turned = 0.0;
        foreach (var key in _keys)
        {
            var step = _steps[key];
            slopes[key] = _smooth.Count > 0 && _steps.AreCorrected ? value.Gradient[key].clone() : value.Gradient[key];
            RegularizerGradient.AddTo(value.Gradient[key], _smooth.Where(term => term.Target == key), _extrapolated[key], iteration);
            var forward = _extrapolated[key] - value.Gradient[key] * step;
            moved[key] = _proximal[key].Apply(forward, step, iteration);
            turned += Dot(_extrapolated[key] - moved[key], moved[key] - _point[key]);
        }

        var restart = turned > 0;
        var factor = restart ? 0 : (_momentum - 1) / next;
        var (rise, square) = (0.0, 0.0);
        foreach (var key in _keys)
        {
            var extrapolated = factor > 0 ? moved[key] + (moved[key] - _point[key]) * factor : moved[key];
            if (_steps.AreCorrected)
            {
                var move = extrapolated - _extrapolated[key];
                rise += Dot(slopes[key], move);
                square += Dot(move, move) / (2 * _steps[key]);
                _before[key] = _extrapolated[key].clone();
            }

            _extrapolated[key].copy_(extrapolated);
            _point[key].copy_(moved[key]);
        }

        if (_steps.AreCorrected)
        {
            _steps.Expect(value.Fidelity, rise, square);
        }

        _momentum = restart ? 1 : next;
        return value.Fidelity;
    }

    /// <summary>Drops the last step where it was too long: before something else moves that the next fidelity would tell of as well.</summary>
    public void Settle()
    {
        if (_steps.IsExpecting)
        {
            using var quiet = torch.no_grad();
            DropWhereTooLong(_problem.EvaluateFidelity(_extrapolated));
            _steps.Forget();
        }
    }

    /// <summary>Goes on with the momentum that there is, at the present values of all that this solver does not move.</summary>
    public void Follow()
    {
        _steps.Forget();
        using var scope = torch.NewDisposeScope();
        foreach (var key in _point.Keys.Where(key => !_keys.Contains(key)))
        {
            _extrapolated[key].copy_(_point[key]);
        }
    }

    /// <summary>Goes on from the point as it is now, without momentum: after a parameter has moved far, or the object was set.</summary>
    public void Restart()
    {
        _steps.Forget();
        _extrapolated.CopyFrom(_point);
        _momentum = 1;
    }

    public void Shrink()
    {
        _steps.Halve();
        Restart();
        foreach (var proximal in _proximal.Values)
        {
            // What made the iterate diverge, such as a NaN, is in the warm start too.
            proximal.Reset();
        }
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["momentum"] = _momentum } };
        _steps.SaveTo(state);
        foreach (var key in _steps.IsExpecting ? _before.Keys : [])
        {
            state.Tensors[$"before/{key}"] = _before[key];
        }

        foreach (var key in _keys)
        {
            state.Tensors[$"extrapolated/{key}"] = _extrapolated[key];
            state.Include($"proximal/{key}", _proximal[key].Save());
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        _momentum = state.Numbers["momentum"];
        _steps.Restore(state);
        _extrapolated.CopyFrom(_point);
        foreach (var key in _keys)
        {
            _extrapolated[key].copy_(state.Tensors[$"extrapolated/{key}"]);
            if (state.Tensors.TryGetValue($"before/{key}", out var before))
            {
                _before[key] = before.clone();
            }

            _proximal[key].Restore(state.Below($"proximal/{key}"));
        }
    }

    public void Dispose()
    {
        _before.Dispose();
        _extrapolated.Dispose();
        foreach (var proximal in _proximal.Values)
        {
            proximal.Dispose();
        }
    }

    // Where the last step was too long, what it led to is dropped.
    private SmoothValue Evaluate()
    {
        var value = _problem.Evaluate(_extrapolated, _keys);
        if (!DropWhereTooLong(value.Fidelity))
        {
            return value;
        }

        value.Dispose();
        return _problem.Evaluate(_extrapolated, _keys);
    }

    private bool DropWhereTooLong(double fidelity)
    {
        if (!_steps.Correct(fidelity))
        {
            return false;
        }

        foreach (var key in _keys)
        {
            _point[key].copy_(_before[key]);
        }

        Restart();
        return true;
    }

    private static double Dot(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        var (left, right) = a.is_complex() ? (torch.view_as_real(a), torch.view_as_real(b)) : (a, b);
        return (left * right).sum(torch.ScalarType.Float64).item<double>();
    }
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Uncertainty;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Gauss–Newton, or Newton, on object and parameters together, with Levenberg–Marquardt damping.</summary>
/// <remarks>One iteration solves (JᵀWJ + Σ β ∇²R + P + μ M) δ = −∇J by preconditioned conjugate gradients (<see cref="JointSystem"/>) and
/// goes along δ, at most so far that no parameter exceeds its largest step; where that does not lower the objective the step is cut, and
/// then the damping raised. <see cref="SolverKind.Newton"/> has the Hessian in place of JᵀWJ (<see cref="HessianMatrix"/>), and conjugate gradients end where they meet a direction of
/// negative curvature. With posterior samples the objective has, beside J, the slope that averaging over the object's posterior
/// adds to the parameters' gradient (<see cref="PosteriorSlope"/>). Sources: [nocedal2006], chapters 7 and 10; [tierney1986].</remarks>
internal sealed class JointGaussNewtonSolver : ISolver
{
    private const double FirstDamping = 1e-2;
    private const double LeastDamping = 1e-4;
    private const double LargestDamping = 1e6;
    private const double Cut = 0.35;
    private const int Cuts = 4;

    // Between estimates the object changes the curvature too little to matter for a preconditioner.
    private const int DensityInterval = 5;

    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly SmoothObjective _objective;
    private readonly IReadOnlyList<string> _objects;
    private readonly ScaledParameters _parameters;
    private readonly Dictionary<string, torch.Tensor> _densities = [];
    private double _damping = FirstDamping;
    private double _limit;
    private int _steps;

    public JointGaussNewtonSolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options, _limit) = (problem, point, options, options.MaximumStep);
        _objective = new SmoothObjective(problem, options);
        _objects = _objective.Objects;
        _parameters = _objective.Parameters;
    }

    public bool HasRule => _options.Tolerance > 0;

    public bool HasConverged { get; private set; }

    public bool IsComparable => true;

    public bool KeepsLast => false;

    public int Budget => _options.Iterations;

    public double Step(int iteration)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        if (_steps % DensityInterval == 0)
        {
            Forget();
        }

        using var value = _problem.Evaluate(_point, new HashSet<string>([.. _objects, .. _parameters.Keys]));
        _objective.WeighPriors(value.Fidelity);
        var (factor, terms) = (_objective.PriorFactor, _objective.Terms(iteration));
        using var hessian = _options.Solver == SolverKind.Newton ? new HessianMatrix(_problem, _point, value.Gradient) : null;
        using var system = new JointSystem(_problem, _point, terms, _densities, hessian);
        Keep(system);
        using var slope = PosteriorSlope.Of(_problem, _point, _parameters, system, value, .._options.PosteriorSamples, _options.LinearIterations);
        using var gradient = Gradient(value, slope, iteration);
        var held = _parameters.Held(_point, _parameters.Flatten(gradient));
        using var step = system.Solve(gradient, _damping, held, _options.LinearIterations);
        var largest = _parameters.Clip(step, _limit);
        var before = value.Fidelity + factor * value.Prior + Regularization(_point, iteration);
        Follow(step, before, slope, factor, iteration, largest);
        _steps++;
        return value.Fidelity;
    }

    public void Shrink()
    {
        _limit /= 2;
        _damping = FirstDamping;
        Forget();
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["damping"] = _damping, ["limit"] = _limit, ["steps"] = _steps, ["converged"] = HasConverged ? 1 : 0 } };
        foreach (var (key, density) in _densities)
        {
            state.Tensors[$"density/{key}"] = density;
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        (_damping, _limit, _steps) = (state.Numbers["damping"], state.Numbers["limit"], (int)state.Numbers["steps"]);
        HasConverged = state.Numbers["converged"] > 0;
        Forget();
        foreach (var (name, density) in state.Tensors)
        {
            _densities[name["density/".Length..]] = density.clone().DetachFromDisposeScope();
        }
    }

    public void Dispose() => Forget();

    private JointPoint Gradient(SmoothValue value, PosteriorSlope slope, int iteration)
    {
        _objective.WeighGradient(value, _point);
        var gradient = _parameters.ScaleGradient(value.Gradient.Clone());
        foreach (var key in _objects)
        {
            RegularizerGradient.AddTo(gradient[key], _problem, _point, key, iteration, _options.Without);
        }

        slope.AddTo(gradient);
        _parameters.Gauges.Remove(gradient);
        return gradient;
    }

    private void Follow(JointPoint step, double before, PosteriorSlope slope, double factor, int iteration, double largest)
    {
        using var start = _point.Clone();
        var share = 1.0;
        for (var attempt = 0; attempt <= Cuts; attempt++, share *= Cut)
        {
            _objective.Move(_point, start, step, share);
            var after = _problem.EvaluateFidelity(_point) + factor * _problem.EvaluatePrior(_point) + Regularization(_point, iteration) + slope.Rise(_point);
            if (!(after < before))
            {
                continue;
            }

            // A step that had to be cut twice came from a model that does not hold so far out.
            _damping = Math.Clamp(attempt == 0 ? _damping * 0.4 : attempt == 1 ? _damping : _damping * 4, LeastDamping, LargestDamping);
            HasConverged = _steps > 0 && attempt == 0 && largest < _options.Tolerance && before - after <= _options.RelativeChange * Math.Abs(before);
            return;
        }

        _point.CopyFrom(start);

        // A small step that hardly any damping has made small, and that gains nothing, ends at what the precision can tell.
        HasConverged = _damping >= LargestDamping || (_damping <= FirstDamping && largest > 0 && largest < _options.Tolerance);
        _damping = Math.Min(_damping * 8, LargestDamping);
    }

    private double Regularization(JointPoint point, int iteration) => _problem.EvaluateRegularization(point, iteration, _options.Without);

    private void Keep(JointSystem system)
    {
        foreach (var (key, density) in system.Densities.Where(pair => !_densities.ContainsKey(pair.Key)))
        {
            _densities[key] = density.clone().DetachFromDisposeScope();
        }
    }

    private void Forget()
    {
        foreach (var density in _densities.Values)
        {
            density.Dispose();
        }

        _densities.Clear();
    }
}

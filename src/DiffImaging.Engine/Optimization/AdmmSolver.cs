using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>ADMM: every regularizer with edges and every constraint acts on a copy of the object of its own, and a joint Gauss–Newton step moves object and parameters together.</summary>
/// <remarks>min L(f(x, θ)) + Σ βₙRₙ(zₙ), zₙ = x. One iteration takes (x, θ) by one damped Gauss–Newton step of L + smooth regularizers + priors + (ρ/2) Σ ‖x − zₙ + uₙ‖², then zₙ and uₙ
/// (<see cref="ObjectSplit"/>). Unlike the operators one after the other of FISTA the copies meet at the minimum of the sum. ρ is <see cref="PhaseOptions.Penalty"/> times the largest curvature of the
/// fidelity, and is halved or doubled where ‖x − z‖ and what z moves by differ by more than a factor of ten. The phase's iterate is x where its constraints let it be. Sources: [boyd2011], section 3.4.1 for ρ.</remarks>
internal sealed class AdmmSolver : ISolver
{
    private const double Imbalance = 10;
    private const double LargestChange = 1e4;

    // Then ρ stays as it is: with a ρ that never does ADMM need not converge.
    private const int AdaptingSteps = 50;

    // Of ‖x‖: copies so near to each other are one object.
    private const double Consensus = 1e-4;

    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly JointPoint _free;
    private readonly JointGaussNewtonSolver _step;
    private readonly Dictionary<string, IReadOnlyList<ObjectSplit>> _splits = [];
    private readonly Dictionary<string, ConsensusPenalty> _penalties = [];
    private readonly ScaledParameters _parameters;
    private double _first;
    private double _penalty;
    private int _steps;

    public AdmmSolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options) = (problem, point, options);
        _free = point.Clone();
        _parameters = new ScaledParameters(problem, options.Variables);
        foreach (var key in problem.Variables.Where(variable => variable.Object is not null && options.Moves(variable)).Select(variable => variable.Key))
        {
            if (ObjectSplit.Of(problem, key, point[key], options.Without) is { Count: > 0 } splits)
            {
                _splits[key] = splits;
                _penalties[key] = new ConsensusPenalty(point[key], splits.Count);
            }
        }

        var smooth = problem.Regularizers.Where(term => !ObjectSplit.IsSplit(term));
        var consensus = _penalties.Select(pair => new RegularizerTerm($"consensus of {pair.Key}", pair.Key, new WeightOptions { Start = 1 }, pair.Value));
        _step = new JointGaussNewtonSolver(problem.With([.. smooth, .. consensus]), _free, options with { Solver = SolverKind.GaussNewton });
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
        FindPenalty();
        foreach (var (key, penalty) in _penalties)
        {
            penalty.Penalty = _penalty;
            penalty.Mean.zero_();
            foreach (var split in _splits[key])
            {
                penalty.Mean.add_(split.Copy - split.Multiplier, alpha: 1.0 / _splits[key].Count);
            }
        }

        var before = _parameters.Read(_free);
        var fidelity = _step.Step(iteration);
        var move = _parameters.Read(_free).Zip(before, (there, here) => Math.Abs(there - here)).DefaultIfEmpty().Max();
        var (primal, dual, size) = (0.0, 0.0, 0.0);
        foreach (var (key, splits) in _splits)
        {
            size += splits.Count * torch.linalg.vector_norm(_free[key]).square().to(torch.ScalarType.Float64).item<double>();
            foreach (var residual in splits.Select(split => split.Update(_free[key], _penalty, iteration)))
            {
                (primal, dual) = (primal + residual.Primal, dual + residual.Dual);
            }
        }

        _steps++;
        HasConverged = move < _options.Tolerance && Math.Max(primal, dual) <= Consensus * Consensus * size && (_splits.Count > 0 || _step.HasConverged);
        Balance(Math.Sqrt(primal), Math.Sqrt(dual));
        Show();
        return fidelity;
    }

    public void Shrink()
    {
        _free.CopyFrom(_point);
        _step.Shrink();
        foreach (var (key, splits) in _splits)
        {
            foreach (var split in splits)
            {
                split.Reset(_point[key]);
            }
        }
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["first"] = _first, ["penalty"] = _penalty, ["steps"] = _steps, ["converged"] = HasConverged ? 1 : 0 } };
        state.Include("step", _step.Save());
        foreach (var key in _free.Keys)
        {
            state.Tensors[$"free/{key}"] = _free[key];
        }

        foreach (var (key, split, index) in Numbered())
        {
            state.Include($"split/{key}/{index}", split.Save());
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        (_first, _penalty, _steps, HasConverged) = (state.Numbers["first"], state.Numbers["penalty"], (int)state.Numbers["steps"], state.Numbers["converged"] > 0);
        _step.Restore(state.Below("step"));
        foreach (var key in _free.Keys)
        {
            _free[key].copy_(state.Tensors[$"free/{key}"]);
        }

        foreach (var (key, split, index) in Numbered())
        {
            split.Restore(state.Below($"split/{key}/{index}"));
        }
    }

    public void Dispose()
    {
        _step.Dispose();
        _free.Dispose();
        foreach (var penalty in _penalties.Values)
        {
            penalty.Dispose();
        }

        foreach (var (_, split, _) in Numbered())
        {
            split.Dispose();
        }
    }

    private IEnumerable<(string Key, ObjectSplit Split, int Index)> Numbered() => _splits.SelectMany(pair => pair.Value.Select((split, index) => (pair.Key, split, index)));

    private void FindPenalty()
    {
        if (_penalty == 0 && _splits.Count > 0)
        {
            _penalty = _first = _options.Penalty * Math.Max(_splits.Keys.Max(key => Curvature.Largest(_problem, _point, key)), double.Epsilon);
        }
    }

    // A larger ρ draws the copies together, a smaller one lets them move.
    private void Balance(double primal, double dual)
    {
        var factor = _steps > AdaptingSteps ? 1 : primal > Imbalance * dual ? 2 : dual > Imbalance * primal ? 0.5 : 1;
        var next = Math.Clamp(_penalty * factor, _first / LargestChange, _first * LargestChange);
        if (next == _penalty)
        {
            return;
        }

        foreach (var (_, split, _) in Numbered())
        {
            split.Multiplier.mul_(_penalty / next);
        }

        _penalty = next;
    }

    private void Show()
    {
        _point.CopyFrom(_free);
        foreach (var term in _problem.Constraints.Where(term => _splits.ContainsKey(term.Target) && !_options.Without.Contains(term.Name)))
        {
            _point[term.Target].copy_(term.Project(_point[term.Target]));
        }
    }
}

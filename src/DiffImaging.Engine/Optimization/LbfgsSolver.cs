using System.Numerics;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Limited-memory BFGS on object and parameters together, with a line search.</summary>
/// <remarks>p = −H ∇J, H made of the last moves over <see cref="JointPreconditioner"/>, taken anew after 1, 4, 16 … steps; x⁺ = P(x + t p), P the constraints, gauges and bounds; t by <see cref="WolfeSearch"/>. Complex variables count through their real view, parameters in natural scales, regularizers by their gradients. Where no t lowers J the moves are forgotten; where there are none
/// any more the phase has converged to what the precision can tell. Source: [nocedal2006], chapter 7.</remarks>
internal sealed class LbfgsSolver : ISolver
{
    private const string PreconditionerName = "preconditioner";

    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly SmoothObjective _objective;
    private readonly WolfeSearch _search;
    private readonly CurvaturePairs _pairs;
    private JointPreconditioner? _preconditioner;
    private ObjectiveValue? _here;
    private double _limit;
    private int _steps;

    public LbfgsSolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options, _limit) = (problem, point, options, options.MaximumStep);
        _objective = new SmoothObjective(problem, options);
        _search = new WolfeSearch(_objective, point);
        _pairs = new CurvaturePairs(options.Memory);
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
        if (_preconditioner is null || BitOperations.IsPow2(_steps) && BitOperations.Log2((uint)_steps) % 2 == 0)
        {
            Renew(iteration);
        }

        using var start = _here ?? _objective.Evaluate(_point, iteration);
        _here = null;
        var held = Held(start.Gradient);
        using var direction = Direction(start, held);
        var largest = _objective.Parameters.Clip(direction, _limit);
        using var from = _point.Clone();
        var reached = JointSpace.Dot(start.Gradient, direction) < 0 ? _search.Find(from, start, direction, iteration) : null;
        if (reached is null)
        {
            _point.CopyFrom(from);
            HasConverged = _pairs.Count == 0;
            _pairs.Clear();
            return start.Fidelity;
        }

        _steps++;
        Remember(from, start, reached, held);
        HasConverged = _steps > 1 && largest < _options.Tolerance && start.Value - reached.Value <= _options.RelativeChange * Math.Abs(start.Value);
        if (_objective.ChangesAfter(iteration))
        {
            reached.Dispose();
        }
        else
        {
            _here = reached;
        }

        return start.Fidelity;
    }

    public void Shrink()
    {
        _limit /= 2;
        Forget();
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["limit"] = _limit, ["steps"] = _steps, ["converged"] = HasConverged ? 1 : 0, ["pairs"] = _pairs.Count, ["priors"] = _objective.PriorFactor } };
        foreach (var ((move, change), index) in _pairs.Pairs.Select((pair, index) => (pair, index)))
        {
            foreach (var key in move.Keys)
            {
                (state.Tensors[$"pair{index}/move/{key}"], state.Tensors[$"pair{index}/change/{key}"]) = (move[key], change[key]);
            }
        }

        if (_preconditioner is { } preconditioner)
        {
            state.Include(PreconditionerName, preconditioner.Save());
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        Forget();
        (_limit, _steps, HasConverged) = (state.Numbers["limit"], (int)state.Numbers["steps"], state.Numbers["converged"] > 0);
        _objective.PriorFactor = state.Numbers["priors"];
        for (var index = 0; index < (int)state.Numbers["pairs"]; index++)
        {
            _pairs.Add(Point(state.Below($"pair{index}/move")), Point(state.Below($"pair{index}/change")));
        }

        var saved = state.Below(PreconditionerName).Tensors;
        if (saved.Count > 0)
        {
            // Its terms name an iteration for nothing but the weights of a curvature that is saved.
            _preconditioner = JointPreconditioner.Restore(_objective.Terms(0), saved);
        }
    }

    public void Dispose()
    {
        Forget();
        _pairs.Dispose();
    }

    // Again while the object comes about, after ever more steps: at the background, where an object begins, nothing depends on a distance.
    private void Renew(int iteration)
    {
        _preconditioner?.Dispose();
        if (_options.NoiseScale == NoiseScale.Estimated)
        {
            // Evaluated again: a resumed run has not seen it, and must weigh by the very same number.
            _objective.WeighPriors(_problem.EvaluateFidelity(_point));
            _here?.Dispose();
            _here = null;
        }

        using var matrix = new GaussNewtonMatrix(_problem, _point);
        _preconditioner = new JointPreconditioner(_problem, _point, _objective.Terms(iteration), new Dictionary<string, torch.Tensor>(), matrix);
    }

    private void Forget()
    {
        _pairs.Clear();
        _here?.Dispose();
        _preconditioner?.Dispose();
        (_here, _preconditioner) = (null, null);
    }

    // −H ∇J over the elements that move. One on a bound that would be led beyond it does not move either.
    private JointPoint Direction(ObjectiveValue start, bool[] held)
    {
        while (true)
        {
            _preconditioner!.Prepare(0, held);
            using var free = Free(start.Gradient, held);
            var product = _pairs.Multiply(free, _preconditioner.Apply);
            var beyond = Held(product);
            if (!beyond.Where((leaves, index) => leaves && !held[index]).Any())
            {
                JointSpace.Scale(product, -1);
                return product;
            }

            product.Dispose();
            for (var index = 0; index < held.Length; index++)
            {
                held[index] |= beyond[index];
            }
        }
    }

    // The elements that a bound holds at the present point where −slope leads beyond it.
    private bool[] Held(JointPoint slope) => _objective.Parameters.Held(_point, _objective.Parameters.Flatten(slope));

    private JointPoint Free(JointPoint gradient, bool[] held)
    {
        var result = gradient.Clone();
        _objective.Parameters.Fill(result, [.. _objective.Parameters.Flatten(result).Select((slope, index) => held[index] ? 0 : slope)]);
        return result;
    }

    private void Remember(JointPoint from, ObjectiveValue start, ObjectiveValue reached, bool[] held)
    {
        // With other elements held it is another function that was seen.
        if (!held.SequenceEqual(Held(reached.Gradient)))
        {
            _pairs.Clear();
            return;
        }

        var change = reached.Gradient.Clone();
        JointSpace.Add(change, start.Gradient, -1);
        _pairs.Add(_objective.Displacement(from, _point), change);
    }

    private static JointPoint Point(SolverState state)
    {
        var point = new JointPoint();
        foreach (var (key, tensor) in state.Tensors)
        {
            point[key] = tensor.clone();
        }

        return point;
    }
}

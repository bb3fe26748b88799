using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs.Stopping;

namespace DiffImaging.Engine.Runs;

/// <summary>One phase at work: its solver, its best iterate, its own stopping rules.</summary>
internal sealed class PhaseRun : IDisposable
{
    private const int ChangeWindow = 10;

    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly JointPoint _best;
    private readonly ISolver _solver;
    private readonly StoppingRules _rules;
    private readonly Queue<double> _recent;
    private double _bestSmooth;

    public PhaseRun(JointProblem problem, JointPoint point, PhaseOptions options, Checkpoint? checkpoint, OptimizationOptions run, int iteration)
    {
        (_problem, _point, Options) = (problem, point, options);
        if (checkpoint is null)
        {
            // Not when resuming: the point is across its gauges already, and rounding would not leave its bits alone.
            GaugeProjection.Of(problem, [.. problem.Variables.Where(variable => variable.Parameter is not null && options.Moves(variable)).Select(variable => variable.Key)])
                .Fix(point);
            Adaptation.Begin(problem, point, options, run.Report);
        }
        else
        {
            Adaptation.Restore(problem, checkpoint.Adapted);
        }

        _solver = options.Solver switch
        {
            SolverKind.Adam => new AdamSolver(problem, point, options),
            SolverKind.Sgd => new SgdSolver(problem, point, options),
            SolverKind.Fista => new FistaSolver(problem, point, options),
            SolverKind.GaussNewton or SolverKind.Newton => new JointGaussNewtonSolver(problem, point, options),
            SolverKind.Lbfgs => new LbfgsSolver(problem, point, options),
            SolverKind.Admm => new AdmmSolver(problem, point, options),
            SolverKind.Parameters => new ParametersOnlySolver(problem, point, options),
            _ => new AlternatingSolver(problem, point, options),
        };
        _rules = new StoppingRules(problem, options, run.HeldOut);
        _best = checkpoint?.Best ?? point.Clone();
        _bestSmooth = checkpoint?.BestSmooth ?? Smooth(point);
        _recent = new Queue<double>(checkpoint?.Recent ?? []);
        if (checkpoint is not null)
        {
            (Iteration, Shrinks) = (checkpoint.PhaseIteration, checkpoint.Shrinks);
            _solver.Restore(checkpoint.Solver);
            _rules.Restore(checkpoint.Rules);
            foreach (var tensor in checkpoint.Solver.Tensors.Values.Concat(checkpoint.Adapted.Tensors.Values).Concat(checkpoint.Rules.Tensors.Values))
            {
                tensor.Dispose();
            }
        }
        else if (_rules.Any)
        {
            _rules.Look(point, iteration);
        }
    }

    public PhaseOptions Options { get; }

    public int Iteration { get; private set; }

    public int Shrinks { get; private set; }

    public int Budget => _solver.Budget;

    public bool IsComparable => _solver.IsComparable;

    /// <summary>Whether the phase has a stopping rule besides its budget.</summary>
    public bool HasRule => _solver.HasRule || SettlesByChange || _rules.Any;

    public bool HasConverged => _solver.HasConverged || HasSettled || _rules.Hold;

    private bool SettlesByChange => Options.RelativeChange > 0 && Options.Solver != SolverKind.Alternating;

    private bool HasSettled =>
        SettlesByChange && _recent.Count == ChangeWindow
        && _recent.Max() - _recent.Min() <= Options.RelativeChange * Math.Abs(_recent.Max());

    public double Step(int iteration)
    {
        var fidelity = _solver.Step(iteration);
        Iteration++;
        _recent.Enqueue(fidelity);
        if (_recent.Count > ChangeWindow)
        {
            _recent.Dequeue();
        }

        return fidelity;
    }

    /// <summary>Evaluates the objective and keeps the iterate where it is the best so far.</summary>
    public double Compare(int iteration)
    {
        var smooth = Smooth(_point);
        var objective = smooth + Regularization(_point, iteration);
        if (!(objective > BestObjective(iteration)) && double.IsFinite(objective))
        {
            _bestSmooth = smooth;
            _best.CopyFrom(_point);
        }

        _rules.Look(_point, iteration);
        return objective;
    }

    /// <summary>Goes back to the best iterate with half the step.</summary>
    public void RollBack()
    {
        Shrinks++;
        _recent.Clear();
        ReturnToBest();
        _solver.Shrink();
    }

    /// <summary>Makes the best iterate the phase's result, or the last one where the solver says so.</summary>
    /// <returns>Whether the last iterate was a number.</returns>
    public bool TakeBest(int iteration)
    {
        var objective = Smooth(_point) + Regularization(_point, iteration);
        var isFinite = double.IsFinite(objective);
        if (!isFinite || !_solver.KeepsLast && objective > BestObjective(iteration))
        {
            ReturnToBest();
        }

        if (_rules.Chosen is { } chosen)
        {
            _point.CopyFrom(chosen);
        }

        return isFinite;
    }

    /// <summary>Goes back to the best iterate, whatever the last one is.</summary>
    public void ReturnToBest() => _point.CopyFrom(_best);

    public Checkpoint Save(string fingerprint, int index, int iteration, double initialFidelity, JointPoint point, IReadOnlyList<HistoryEntry> history) => new()
    {
        Fingerprint = fingerprint,
        Phase = index,
        PhaseIteration = Iteration,
        Iteration = iteration,
        InitialFidelity = initialFidelity,
        BestSmooth = _bestSmooth,
        Recent = [.. _recent],
        Shrinks = Shrinks,
        Point = point,
        Best = _best,
        Solver = _solver.Save(),
        Adapted = Adaptation.Save(_problem),
        Rules = _rules.Save(),
        History = history,
    };

    public void Dispose()
    {
        _solver.Dispose();
        _rules.Dispose();
        _best.Dispose();
    }

    private double Smooth(JointPoint point) => _problem.EvaluateFidelity(point) + _problem.EvaluatePrior(point);

    private double Regularization(JointPoint point, int iteration) => _problem.EvaluateRegularization(point, iteration, Options.Without);

    // With the weights of now: while they grow, an early iterate's objective of its own time would always be the lowest.
    private double BestObjective(int iteration) => _bestSmooth + Regularization(_best, iteration);
}

using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Runs;

/// <summary>One phase at work: its solver, its best iterate, its own stopping rules.</summary>
internal sealed class PhaseRun : IDisposable
{
    private const int ChangeWindow = 10;

    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly JointPoint _best;
    private readonly ISolver _solver;
    private readonly Queue<double> _recent = new();
    private double _bestObjective = double.PositiveInfinity;
    private double _lastObjective = double.NaN;

    public PhaseRun(JointProblem problem, JointPoint point, PhaseOptions options, Checkpoint? checkpoint)
    {
        (_problem, _point, Options) = (problem, point, options);
        _solver = options.Solver switch
        {
            SolverKind.Adam => new AdamSolver(problem, point, options),
            SolverKind.Fista => new FistaSolver(problem, point, options),
            _ => new AlternatingSolver(problem, point, options),
        };
        _best = checkpoint?.Best ?? point.Clone();
        if (checkpoint is not null)
        {
            _solver.Restore(checkpoint.Solver);
            (Iteration, Shrinks, _bestObjective) = (checkpoint.PhaseIteration, checkpoint.Shrinks, checkpoint.BestObjective);
            foreach (var entry in checkpoint.History.Where(entry => entry.Phase == options.Name).TakeLast(ChangeWindow))
            {
                _recent.Enqueue(entry.Fidelity);
            }
        }
    }

    public PhaseOptions Options { get; }

    public int Iteration { get; private set; }

    public int Shrinks { get; private set; }

    public int Budget => _solver.Budget;

    public bool IsComparable => _solver.IsComparable;

    public bool HasConverged => _solver.HasConverged || HasSettled;

    /// <summary>Iterations that a phase takes at most.</summary>
    public static int BudgetOf(PhaseOptions options) =>
        options.Solver == SolverKind.Alternating ? options.Iterations * options.InnerIterations : options.Iterations;

    private bool HasSettled =>
        Options.RelativeChange > 0 && Options.Solver != SolverKind.Alternating && _recent.Count == ChangeWindow
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
        _lastObjective = Objective(iteration);
        if (_lastObjective <= _bestObjective)
        {
            _bestObjective = _lastObjective;
            _best.CopyFrom(_point);
        }

        return _lastObjective;
    }

    /// <summary>Goes back to the best iterate with half the step.</summary>
    public void RollBack()
    {
        Shrinks++;
        _recent.Clear();
        _point.CopyFrom(_best);
        _solver.Shrink();
    }

    /// <summary>Makes the best iterate the phase's result.</summary>
    /// <remarks>An alternating phase moves its parameters by a secant on the gradient; that last move, not the lowest cost of an
    /// object that still follows, is its result.</remarks>
    public void TakeBest(int iteration)
    {
        if (Options.Solver == SolverKind.Alternating && double.IsFinite(_lastObjective))
        {
            return;
        }

        if (double.IsFinite(_bestObjective) && !(Objective(iteration) <= _bestObjective))
        {
            _point.CopyFrom(_best);
        }
    }

    public Checkpoint Save(string fingerprint, int index, int iteration, double initialFidelity, JointPoint point, IReadOnlyList<HistoryEntry> history) => new()
    {
        Fingerprint = fingerprint,
        Phase = index,
        PhaseIteration = Iteration,
        Iteration = iteration,
        InitialFidelity = initialFidelity,
        BestObjective = _bestObjective,
        Shrinks = Shrinks,
        Point = point,
        Best = _best,
        Solver = _solver.Save(),
        History = history,
    };

    public void Dispose()
    {
        _solver.Dispose();
        _best.Dispose();
    }

    private double Objective(int iteration) =>
        _problem.EvaluateFidelity(_point) + _problem.EvaluateRegularization(_point, iteration, Options.Without);
}

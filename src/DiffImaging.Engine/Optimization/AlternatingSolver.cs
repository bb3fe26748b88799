using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>Variable projection by turns: FISTA brings the object to its optimum for the present parameters, then the
/// parameter solver moves them once. The momentum of FISTA outlives a move within the phase's reach: after a small one the object's optimum
/// is near the old one, and what the momentum has become wrong by, the gradient restart ends.</summary>
internal sealed class AlternatingSolver : ISolver
{
    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly FistaSolver _image;
    private readonly IParameterSolver _parameters;
    private readonly int _count;
    private int _inner;
    private int _moves;

    public AlternatingSolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options, Budget) = (problem, point, options, options.Budget);
        // Each takes its own kind out of the phase's variables; a phase that names no parameter moves none.
        _image = new FistaSolver(problem, point, options);
        var parameters = new ScaledParameters(problem, options.Variables);
        _count = parameters.Count;
        _parameters = ParameterSolver.Create(problem, parameters, options);
    }

    public bool HasRule => _count > 0 && _options.Tolerance > 0;

    public bool HasConverged { get; private set; }

    public bool IsComparable => _inner == 0 || _count == 0;

    /// <remarks>The parameters move by a secant on the gradient: the last move is the result, not the lowest cost of an object
    /// that still follows.</remarks>
    public bool KeepsLast => _moves > 0;

    public int Budget { get; }

    public double Step(int iteration)
    {
        // Not before the object is needed again: what the phase ends with is the object of the last parameters.
        if (_options.ResetObject && _inner == 0 && _moves > 0)
        {
            ResetObjects();
        }

        var fidelity = _image.Step(iteration);
        _inner++;
        if (_inner < _options.InnerOf(_moves) || _count == 0)
        {
            return fidelity;
        }

        _inner = 0;
        _moves++;
        _image.Settle();
        var move = _parameters.Move(_point, iteration);
        HasConverged = move < _options.Tolerance && _moves > 1;
        if (move > _options.MomentumReach)
        {
            _image.Restart();
        }
        else
        {
            _image.Follow();
        }

        return fidelity;
    }

    public void Shrink()
    {
        _inner = 0;
        _image.Shrink();
        _parameters.Shrink();
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["inner"] = _inner, ["moves"] = _moves, ["converged"] = HasConverged ? 1 : 0 } };
        state.Include("image", _image.Save());
        state.Include("parameters", _parameters.Save());
        return state;
    }

    public void Restore(SolverState state)
    {
        (_inner, _moves, HasConverged) = ((int)state.Numbers["inner"], (int)state.Numbers["moves"], state.Numbers["converged"] > 0);
        _image.Restore(state.Below("image"));
        _parameters.Restore(state.Below("parameters"));
    }

    public void Dispose() => _image.Dispose();

    private void ResetObjects()
    {
        foreach (var variable in _problem.Variables.Where(variable => _image.Keys.Contains(variable.Key)))
        {
            using var start = variable.CreateNominal(_problem.Pipeline.Context);
            _point[variable.Key].copy_(start);
        }

        _image.Restart();
    }
}

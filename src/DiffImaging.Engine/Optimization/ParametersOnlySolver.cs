using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>Moves the parameters alone, at the object as it is: what could be known of them if the object were.</summary>
internal sealed class ParametersOnlySolver : ISolver
{
    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly PhaseOptions _options;
    private readonly IParameterSolver _solver;
    private readonly int _count;
    private int _moves;

    public ParametersOnlySolver(JointProblem problem, JointPoint point, PhaseOptions options)
    {
        (_problem, _point, _options) = (problem, point, options);
        var parameters = new ScaledParameters(problem, options.Variables);
        _count = parameters.Count;
        _solver = ParameterSolver.Create(problem, parameters, options);
    }

    public bool HasRule => _count > 0 && _options.Tolerance > 0;

    public bool HasConverged { get; private set; }

    public bool IsComparable => true;

    public bool KeepsLast => _moves > 0;

    public int Budget => _options.Iterations;

    public double Step(int iteration)
    {
        if (_count > 0)
        {
            _moves++;
            HasConverged = _solver.Move(_point, iteration) < _options.Tolerance && _moves > 1;
        }
        else
        {
            HasConverged = true;
        }

        return _problem.EvaluateFidelity(_point);
    }

    public void Shrink() => _solver.Shrink();

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["moves"] = _moves, ["converged"] = HasConverged ? 1 : 0 } };
        state.Include("parameters", _solver.Save());
        return state;
    }

    public void Restore(SolverState state)
    {
        (_moves, HasConverged) = ((int)state.Numbers["moves"], state.Numbers["converged"] > 0);
        _solver.Restore(state.Below("parameters"));
    }

    public void Dispose()
    {
    }
}

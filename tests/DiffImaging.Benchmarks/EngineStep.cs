using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;

namespace DiffImaging.Benchmarks;

/// <summary>One iteration of the engine's Adam phase.</summary>
internal sealed class EngineStep : IStep
{
    private readonly JointProblem _problem;
    private readonly JointPoint _start;
    private readonly JointPoint _point;
    private readonly PhaseRun _phase;
    private int _iteration;

    public EngineStep(JointProblem problem, JointPoint start, double rate)
    {
        (_problem, _start) = (problem, start);
        _point = start.Clone();
        _phase = new PhaseRun(problem, _point, new PhaseOptions { Solver = SolverKind.Adam, Rate = rate, Iterations = int.MaxValue }, null, new OptimizationOptions(), 0);
    }

    public string Name => "engine";

    public void Run() => _phase.Step(_iteration++);

    /// <summary>Loss and gradients at the start; the caller disposes them.</summary>
    public SmoothValue Evaluate(params string[] keys) => _problem.Evaluate(_start, keys.ToHashSet());

    public void Dispose()
    {
        _phase.Dispose();
        _point.Dispose();
    }
}

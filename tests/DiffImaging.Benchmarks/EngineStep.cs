using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;

namespace DiffImaging.Benchmarks;

/// <summary>One iteration of the engine's Adam phase: object and distance.</summary>
internal sealed class EngineStep : IStep
{
    private readonly InlineScene _scene;
    private readonly JointPoint _point;
    private readonly PhaseRun _phase;
    private int _iteration;

    public EngineStep(InlineScene scene)
    {
        _scene = scene;
        _point = scene.Start.Clone();
        _phase = new PhaseRun(scene.Problem, _point, new PhaseOptions { Solver = SolverKind.Adam, Rate = InlineScene.Rate, Iterations = int.MaxValue }, null);
    }

    public string Name => "engine";

    public void Run() => _phase.Step(_iteration++);

    /// <summary>Loss and gradients at the scene's start; the caller disposes them.</summary>
    public SmoothValue Evaluate() => _scene.Problem.Evaluate(
        _scene.Start, new HashSet<string> { InlineScene.ObjectKey, InlineScene.DistanceKey }, _scene.Problem.AllFrames);

    public void Dispose()
    {
        _phase.Dispose();
        _point.Dispose();
    }
}

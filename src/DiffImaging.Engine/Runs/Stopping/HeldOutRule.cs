using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Runs.Stopping;

/// <summary>Ends a phase where the frames that are held out have not been explained better for some looks, and chooses the iterate that explained them best.</summary>
/// <remarks>What improves the frames of the fit alone is their noise. Parameters of a held-out frame's own, such as its brightness, stay where they are.</remarks>
/// <param name="heldOut">The problem over the frames held out.</param>
/// <param name="patience">Looks without improvement that are borne.</param>
internal sealed class HeldOutRule(JointProblem heldOut, int patience) : IStoppingRule
{
    private double _lowest = double.PositiveInfinity;
    private int _waits;
    private JointPoint? _chosen;

    public JointPoint? Chosen => _chosen;

    public bool Look(JointPoint point, int iteration)
    {
        var fidelity = heldOut.EvaluateFidelity(point);
        if (fidelity < _lowest)
        {
            (_lowest, _waits) = (fidelity, 0);
            _chosen ??= point.Clone();
            _chosen.CopyFrom(point);
            return false;
        }

        return ++_waits >= patience;
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["lowest"] = _lowest, ["waits"] = _waits } };
        foreach (var key in _chosen?.Keys ?? [])
        {
            state.Tensors[$"chosen/{key}"] = _chosen![key];
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        (_lowest, _waits) = (state.Numbers["lowest"], (int)state.Numbers["waits"]);
        foreach (var (key, tensor) in state.Below("chosen").Tensors)
        {
            _chosen ??= new JointPoint();
            _chosen[key] = tensor.clone();
        }
    }

    public void Dispose() => _chosen?.Dispose();
}

using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Runs.Stopping;

/// <summary>Ends a phase where the residual has come down to the noise: χ²/N (<see cref="Misfit"/>) at most a bound.</summary>
/// <remarks>What an iterate explains beyond that is noise. Source: [morozov1984].</remarks>
internal sealed class DiscrepancyRule(JointProblem problem, double bound) : IStoppingRule
{
    public JointPoint? Chosen => null;

    public bool Look(JointPoint point, int iteration) => Misfit.Of(problem, point) is { } misfit && misfit.Ratio <= bound;

    public SolverState Save() => new();

    public void Restore(SolverState state)
    {
    }

    public void Dispose()
    {
    }
}

using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Runs.Stopping;

/// <summary>A rule that ends a phase, beside the solver's own: it looks at the iterate where the objective is compared.</summary>
internal interface IStoppingRule : IDisposable
{
    /// <summary>Looks at an iterate.</summary>
    /// <param name="point">The iterate; unchanged.</param>
    /// <param name="iteration">Iteration that the weights are taken at.</param>
    /// <returns>Whether the phase is to end.</returns>
    bool Look(JointPoint point, int iteration);

    /// <summary>The iterate that the phase is to end with by this rule; null where that is not the rule's to say. Owned by the rule.</summary>
    JointPoint? Chosen { get; }

    /// <summary>Everything that the next look depends on; the tensors are the rule's own.</summary>
    SolverState Save();

    /// <summary>Goes back to a saved state; its tensors are copied.</summary>
    void Restore(SolverState state);
}

namespace DiffImaging.Engine.Optimization;

/// <summary>A solver of one phase, one iteration at a time, so that a run can be watched, stopped and resumed anywhere.</summary>
internal interface ISolver : IDisposable
{
    /// <summary>Moves the point by one iteration.</summary>
    /// <param name="iteration">Iteration counted over all phases, for the weights.</param>
    /// <returns>The fidelity that the iteration saw.</returns>
    double Step(int iteration);

    /// <summary>Whether the solver has a stopping rule of its own that can hold.</summary>
    bool HasRule { get; }

    /// <summary>Whether the solver's own stopping rule holds.</summary>
    bool HasConverged { get; }

    /// <summary>Iterations that the phase takes at most.</summary>
    int Budget { get; }

    /// <summary>Whether the present iterate may be compared with others of the phase: not in the middle of following a parameter.</summary>
    bool IsComparable { get; }

    /// <summary>Whether the phase ends with its last iterate, although an earlier one had the lower objective.</summary>
    bool KeepsLast { get; }

    /// <summary>Starts again from the point as it is now, with half the step.</summary>
    void Shrink();

    /// <summary>Everything that the next iteration depends on besides the point; the tensors are the solver's own.</summary>
    SolverState Save();

    /// <summary>Goes back to a saved state; its tensors are copied.</summary>
    void Restore(SolverState state);
}

namespace DiffImaging.Engine.Runs;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>Every phase that has a stopping rule met it, and there was one at least.</summary>
    Converged,

    /// <summary>The budget of a phase ended before its stopping rule held, or no phase has a rule.</summary>
    Stopped,

    /// <summary>The objective grew without bound or was not a number, also with smaller steps.</summary>
    Diverged,

    /// <summary>It was cancelled; a checkpoint was left.</summary>
    Cancelled,

    /// <summary>It failed with an error.</summary>
    Failed,
}

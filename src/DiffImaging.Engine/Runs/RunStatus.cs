namespace DiffImaging.Engine.Runs;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>The last phase's stopping rule held.</summary>
    Converged,

    /// <summary>The budget of iterations was used up.</summary>
    Stopped,

    /// <summary>The objective grew without bound or was not a number, also with smaller steps.</summary>
    Diverged,

    /// <summary>It was cancelled; a checkpoint was left.</summary>
    Cancelled,

    /// <summary>It failed with an error.</summary>
    Failed,
}

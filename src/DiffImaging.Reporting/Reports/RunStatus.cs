namespace DiffImaging.Reporting.Reports;

/// <summary>How a run ended, in the words of result.json.</summary>
public enum RunStatus
{
    /// <summary>Every phase that has a stopping rule met it.</summary>
    Converged,

    /// <summary>A budget of iterations was spent first, or there was no rule.</summary>
    Stopped,

    /// <summary>The objective grew or ceased to be finite.</summary>
    Diverged,

    /// <summary>Someone asked it to end.</summary>
    Cancelled,

    /// <summary>An error ended it.</summary>
    Failed,
}

namespace DiffImaging.Reporting.Reports;

/// <summary>How a run ended, in the words of result.json.</summary>
public enum RunStatus
{
    /// <summary>The stopping criterion was met.</summary>
    Converged,

    /// <summary>The budget of iterations or time was spent first.</summary>
    Stopped,

    /// <summary>The objective grew or ceased to be finite.</summary>
    Diverged,

    /// <summary>Someone asked it to end.</summary>
    Cancelled,

    /// <summary>An error ended it.</summary>
    Failed,
}

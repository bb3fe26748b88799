namespace DiffImaging.Reporting.Studies;

/// <summary>Which way a figure of merit is better.</summary>
public enum Preference
{
    /// <summary>Errors, times, residuals.</summary>
    Lower,

    /// <summary>Coverage, similarity, share of successes.</summary>
    Higher,
}

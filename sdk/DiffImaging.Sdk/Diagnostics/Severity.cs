namespace DiffImaging.Sdk.Diagnostics;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the run goes on.</summary>
    Warning,

    /// <summary>The run does not start.</summary>
    Error,
}

namespace DiffImaging.Engine.Runs;

/// <summary>How the phases that have a stopping rule have ended; those without one do not count.</summary>
/// <param name="Met">Names of the phases whose rule held.</param>
/// <param name="Missed">Names of the phases whose budget ended first.</param>
internal sealed record PhaseEnds(IReadOnlyList<string> Met, IReadOnlyList<string> Missed)
{
    /// <summary>No phase has ended.</summary>
    public static PhaseEnds None { get; } = new([], []);

    /// <summary>Adds a phase that has ended.</summary>
    public PhaseEnds With(PhaseRun phase) =>
        !phase.HasRule ? this
        : phase.HasConverged ? this with { Met = [.. Met, phase.Options.Name] }
        : this with { Missed = [.. Missed, phase.Options.Name] };

    /// <summary>The status of a run whose phases have all ended, and what people should know.</summary>
    public (RunStatus Status, string Message) Conclude() =>
        Missed.Count > 0 ? (RunStatus.Stopped, $"the budget of {string.Join(", ", Missed.Select(name => $"'{name}'"))} ended before its stopping rule held")
        : (Met.Count > 0 ? RunStatus.Converged : RunStatus.Stopped, "");
}

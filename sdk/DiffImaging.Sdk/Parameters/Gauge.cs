namespace DiffImaging.Sdk.Parameters;

/// <summary>A direction of (x, θ) that leaves the measurement unchanged.</summary>
/// <param name="Name">Name, in kebab-case, such as <c>global-phase</c>.</param>
/// <param name="Variables">The variables of the stage that take part, by name.</param>
/// <param name="Convention">How it is fixed, in one sentence.</param>
public sealed record Gauge(string Name, IReadOnlyList<string> Variables, string Convention)
{
    /// <summary>What the solvers keep at its nominal value, so that the other variables of the gauge take up the whole of it; empty where the gauge is
    /// only declared, and a prior or a comparison deals with it.</summary>
    public IReadOnlyList<FixedDirections> Fixed { get; init; } = [];
}

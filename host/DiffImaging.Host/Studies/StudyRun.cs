using DiffImaging.Engine.Experiments;
using DiffImaging.Host.Experiments;

namespace DiffImaging.Host.Studies;

/// <summary>One finished run of a study.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Scenario">What was known.</param>
/// <param name="Status">How it ended, as in <c>result.json</c>.</param>
/// <param name="Values">Metrics, estimates, iterations and seconds by name.</param>
internal sealed record StudyRun(string Variant, int Seed, Scenario Scenario, string Status, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>How the goals' figures came about; empty where nobody watched.</summary>
    public IReadOnlyList<CoursePoint> Course { get; init; } = [];

    /// <summary>Whether it came to its end: what another one found is not a value.</summary>
    public bool HasEnded => Status is "converged" or "stopped";
}

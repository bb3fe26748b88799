using DiffImaging.Engine.Optimization;

namespace DiffImaging.Engine.Runs;

/// <summary>The first phases of a schedule, cut short, for trials whose result is only compared.</summary>
internal static class TrialPhases
{
    /// <summary>Takes them.</summary>
    /// <param name="schedule">The whole schedule.</param>
    /// <param name="until">Name of the last phase; empty for all.</param>
    /// <param name="iterations">Most iterations of each.</param>
    public static PhaseOptions[] Of(IReadOnlyList<PhaseOptions> schedule, string until, int iterations) =>
    [
        .. schedule.Take(until.Length == 0 ? schedule.Count : 1 + schedule.ToList().FindIndex(phase => phase.Name == until))
            .Select(phase => phase with { Iterations = Math.Min(phase.Iterations, iterations) }),
    ];
}

namespace DiffImaging.Host.Studies;

/// <summary>When the runs of a study have come to its goals.</summary>
internal static class Arrival
{
    /// <summary>1 where the end of a run holds every goal, otherwise 0.</summary>
    public const string Reached = "reached";

    /// <summary>Seconds of a run until its iterate first held every goal at once.</summary>
    public const string Seconds = "arrivalSeconds";

    /// <summary>Iterations until then.</summary>
    public const string Iterations = "arrivalIterations";

    /// <summary>The seconds of the fastest run of the same seed among the variants of the baseline over those of this one.</summary>
    public const string TimesFaster = "timesFaster";

    /// <summary>Gives every run these values, as far as they are there: a run that did not arrive has no seconds.</summary>
    public static IReadOnlyList<StudyRun> AddTo(StudyDefinition study, IReadOnlyList<StudyRun> runs)
    {
        if (study.Goals.Count == 0)
        {
            return runs;
        }

        List<StudyRun> arrived = [.. runs.Select(run => With(run, study.Goals, runs))];
        return [.. arrived.Select(run => Fastest(run, study.Baseline, arrived) is { } seconds && run.Values.TryGetValue(Seconds, out var own)
            ? With(run, (TimesFaster, seconds / own))
            : run)];
    }

    private static StudyRun With(StudyRun run, IReadOnlyList<StudyGoal> goals, IReadOnlyList<StudyRun> runs)
    {
        var references = goals.Select(goal => goal.LossAtMost is null ? null
            : runs.FirstOrDefault(other => other.Seed == run.Seed && other.Scenario == goal.Scenario && other.Variant == (goal.Against ?? run.Variant) && other.HasEnded)?.Values).ToArray();
        bool Hold(IReadOnlyDictionary<string, double> values) => goals.Zip(references).All(pair => pair.First.Holds(values, pair.Second));
        var result = With(run, (Reached, run.HasEnded && Hold(run.Values) ? 1 : 0));
        return run.Course.FirstOrDefault(point => Hold(point.Values)) is { } first ? With(result, (Seconds, first.Seconds), (Iterations, first.Iteration)) : result;
    }

    private static StudyRun With(StudyRun run, params (string Name, double Value)[] values) =>
        run with { Values = new Dictionary<string, double>([.. run.Values, .. values.Select(value => KeyValuePair.Create(value.Name, value.Value))]) };

    private static double? Fastest(StudyRun run, IReadOnlyList<string> baseline, List<StudyRun> runs)
    {
        double[] seconds = [.. runs.Where(other => other.Seed == run.Seed && other.Scenario == run.Scenario && baseline.Contains(other.Variant) && other.Values.ContainsKey(Seconds)).Select(other => other.Values[Seconds])];
        return seconds.Length > 0 ? seconds.Min() : null;
    }
}

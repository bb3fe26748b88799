namespace DiffImaging.Host.Studies;

/// <summary>A figure of a study: a statistic of the values of some runs.</summary>
internal static class FigureValue
{
    private const char Any = '*';

    /// <summary>Computes it; NaN where some run has not the metric.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="runs">All runs of the study.</param>
    /// <param name="positions">Where variants lie, by name.</param>
    public static double Of(StudyFigure figure, IReadOnlyList<StudyRun> runs, IReadOnlyDictionary<string, IReadOnlyList<double>> positions)
    {
        List<StudyRun> counted = [.. runs.Where(run => run.Scenario == figure.Scenario && (figure.Variants.Count == 0 || figure.Variants.Contains(run.Variant)))];
        List<List<double>> metrics = [.. Meant(figure.Of, counted).Select(part => Of(figure, part, counted, runs, positions).ToList())];
        return metrics.Exists(values => values.Exists(double.IsNaN)) ? double.NaN
            : figure.Statistic == Statistic.LargestMean ? metrics.Select(values => Math.Abs(Statistics.Of(values, Statistic.Mean))).DefaultIfEmpty(double.NaN).Max()
            : Statistics.Of([.. metrics.SelectMany(values => values)], figure.Statistic);
    }

    // What stands in place of the asterisk.
    private static IEnumerable<string> Meant(string metric, List<StudyRun> runs)
    {
        if (metric.Split(Any) is not [var before, var after])
        {
            return [""];
        }

        return runs.SelectMany(run => run.Values.Keys)
            .Where(key => key.Length >= metric.Length - 1 && key.StartsWith(before, StringComparison.Ordinal) && key.EndsWith(after, StringComparison.Ordinal))
            .Select(key => key[before.Length..^after.Length])
            .Distinct();
    }

    private static IEnumerable<double> Of(StudyFigure figure, string part, List<StudyRun> counted, IReadOnlyList<StudyRun> runs, IReadOnlyDictionary<string, IReadOnlyList<double>> positions)
    {
        string Name(string metric) => metric.Replace(Any.ToString(), part, StringComparison.Ordinal);
        double Read(StudyRun run, string metric) => run.Values.GetValueOrDefault(Name(metric), double.NaN);
        double Value(StudyRun run) =>
            figure.LossAgainst is { } scenario ? Read(runs.First(one => one.Variant == run.Variant && one.Seed == run.Seed && one.Scenario == scenario), figure.Of) - Read(run, figure.Of)
            : figure.Against is { } variant ? runs.FirstOrDefault(one => one.Variant == variant && one.Seed == run.Seed && one.Scenario == run.Scenario) is { } other ? Read(run, figure.Of) - Read(other, figure.Of) : double.NaN
            : Read(run, figure.Of);

        counted = figure.WhereMeasured ? [.. counted.Where(run => run.Values.ContainsKey(Name(figure.Of)))] : counted;

        // A run that failed is a value that was not reached: it must not vanish from the statistics. That it has not reached the goals is a value.
        List<(double Value, double Scale)> values = [.. counted.Select(run => run.HasEnded || figure.Of == Arrival.Reached
            ? (Value(run) - figure.Minus - (figure.Less is { } less ? Read(run, less) : 0), figure.Over is { } over ? Read(run, over) : 1)
            : (double.NaN, 1))];
        var mean = figure.AboutMean && values.Count > 0 ? values.Average(pair => pair.Value) : 0;
        var left = figure.AboutPlane ? PlaneResidual.Of([.. counted.Select(run => positions[run.Variant])], [.. values.Select(pair => pair.Value)]) : [.. values.Select(pair => pair.Value - mean)];
        var common = figure.Together ? Statistics.Of([.. values.Select(pair => pair.Scale)], Statistic.RootMeanSquare) : 0;
        return left.Zip(values, (value, pair) => value / (figure.Together ? common : pair.Scale)).Select(value => figure.Absolute ? Math.Abs(value) : value);
    }
}

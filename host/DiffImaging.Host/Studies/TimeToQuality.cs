using DiffImaging.Engine.Experiments;
using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Curves;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Host.Studies;

/// <summary>How soon the variants of a watched study come to its goals: a table, and curves of one seed.</summary>
internal static class TimeToQuality
{
    public const string Title = "Time to quality";

    public static IReadOnlyList<string> Header { get; } = ["variant", "runs", "arrive", "iterations", "time", "times faster than the fastest of the baseline", "hold the goals at the end"];

    /// <summary>One row for each variant, of its blind runs; medians (smallest … largest) over those that arrive.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(StudyResult result) => result.Study.Variants.Select(variant =>
    {
        List<StudyRun> runs = [.. result.Runs.Where(run => run.Variant == variant.Name && run.Scenario == Scenario.Blind)];
        string Of(string metric, string unit) => StudyPages.Spread([.. runs.Where(run => run.Values.ContainsKey(metric)).Select(run => run.Values[metric])], unit);
        return (IReadOnlyList<string>)
        [
            variant.Name, $"{runs.Count}", $"{runs.Count(run => run.Values.ContainsKey(Arrival.Seconds))}", Of(Arrival.Iterations, "1"), Of(Arrival.Seconds, "s"), Of(Arrival.TimesFaster, "1"),
            $"{runs.Count(run => run.Values[Arrival.Reached] > 0)}",
        ];
    });

    /// <summary>The table, and for each goal how its figure went with the time in the first seed: of the baseline only the variant that arrived first.</summary>
    public static ReportSection Section(StudyResult result) => new(Title)
    {
        Tables = [new ReportTable("Median (smallest … largest) over the runs that arrive", [.. Header.Select(title => new TableColumn(title))],
            [.. Rows(result).Select(row => (IReadOnlyList<TableCell>)[.. row.Select(cell => new TableCell(cell))])])],
        Figures = [.. result.Study.Goals.Select(goal => new CurveFigure
        {
            Title = goal.Of,
            X = new FigureAxis("time", "s", AxisScale.Logarithmic),
            Y = new FigureAxis(goal.Absolute ? $"|{goal.Of}|" : goal.Of, Unit(result, goal), goal.LossAtMost is null ? AxisScale.Logarithmic : AxisScale.Linear),
            Series = [.. Shown(result).Select(run => new CurveSeries(run.Variant, [.. run.Course.Select(point => point.Seconds)], [.. run.Course.Select(point => Value(goal, point.Values))]))],
        })],
    };

    private static string Unit(StudyResult result, StudyGoal goal) => result.Study.Columns.FirstOrDefault(column => column.Of == goal.Of)?.Unit ?? "1";

    private static double Value(StudyGoal goal, IReadOnlyDictionary<string, double> values)
    {
        var value = values.GetValueOrDefault(goal.Of, double.NaN);
        return goal.Absolute ? Math.Abs(value) : value;
    }

    private static IEnumerable<StudyRun> Shown(StudyResult result)
    {
        List<StudyRun> runs = [.. result.Runs.Where(run => run is { Seed: 1, Scenario: Scenario.Blind, Course.Count: > 0 })];
        var fastest = runs.Where(run => result.Study.Baseline.Contains(run.Variant)).MinBy(run => run.Values.GetValueOrDefault(Arrival.Seconds, double.PositiveInfinity));
        return runs.Where(run => run == fastest || !result.Study.Baseline.Contains(run.Variant));
    }
}

using System.Text;
using DiffImaging.Engine.Experiments;
using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Distributions;
using DiffImaging.Reporting.Quantities;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Studies;
using DiffImaging.Reporting.Tables;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Studies;

/// <summary>A study as a page to look at and as a text to keep.</summary>
internal static class StudyPages
{
    public static string Html(StudyResult result) => new StudyPage
    {
        Title = result.Study.Title,
        Merits = result.Figures,
        Summary = result.Study.Summary.Length > 0 ? [result.Study.Summary] : [],
        Variants = [.. result.Study.Watch ? [TimeToQuality.Section(result)] : Array.Empty<ReportSection>(), .. result.Study.Variants.Select(variant => Section(result, variant))],
        Provenance = [new("created", TimeProvider.System.GetUtcNow().ToString("O")), new("runs", result.Runs.Count.ToString(null as IFormatProvider))],
    }.ToHtml();

    public static string Markdown(StudyResult result, string command)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {result.Study.Title}").AppendLine();
        text.AppendLine($"Made on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} by `{command}`.").AppendLine();
        if (result.Study.Summary.Length > 0)
        {
            text.AppendLine(result.Study.Summary).AppendLine();
        }

        Table(text, ["figure", "value", "must", "aim", "verdict"], result.Figures.Select(figure => (IReadOnlyList<string>)
        [
            figure.Name, Format(figure.Value, figure.Unit), Bound(figure, figure.Must), Bound(figure, figure.Aim), KebabCase.From(figure.Verdict.ToString()).Replace('-', ' '),
        ]));
        if (result.Study.Watch)
        {
            text.AppendLine($"## {TimeToQuality.Title}").AppendLine();
            Table(text, TimeToQuality.Header, TimeToQuality.Rows(result));
        }

        foreach (var variant in result.Study.Variants)
        {
            text.AppendLine($"## {variant.Name}").AppendLine();
            Table(text, Header(result), Rows(result, variant));
        }

        return text.ToString();
    }

    private static ReportSection Section(StudyResult result, StudyVariant variant) => new(variant.Name)
    {
        Tables = [new ReportTable("Median (smallest … largest) over the seeds", [.. Header(result).Select(title => new TableColumn(title))],
            [.. Rows(result, variant).Select(row => (IReadOnlyList<TableCell>)[.. row.Select(cell => new TableCell(cell))])])],
        Figures = [.. result.Study.Columns.Where(column => result.Runs.Count(run => run.Variant == variant.Name) > 2 * result.Study.ScenariosOf(variant).Count).Select(column => new StripFigure
        {
            Title = column.Of,
            Y = new FigureAxis(column.Absolute ? $"|{column.Of}|" : column.Of, column.Unit),
            Groups = [.. result.Study.ScenariosOf(variant).Select(scenario => new StripGroup(Name(scenario), [.. result.Values(variant.Name, scenario, column)]))],
        })],
    };

    private static List<string> Header(StudyResult result) =>
        ["scenario", "runs", .. result.Study.Columns.Select(column => column.Absolute ? $"|{column.Of}|" : column.Of)];

    private static IEnumerable<IReadOnlyList<string>> Rows(StudyResult result, StudyVariant variant) => result.Study.ScenariosOf(variant).Select(scenario =>
    {
        var count = result.Runs.Count(run => run.Variant == variant.Name && run.Scenario == scenario);
        return (IReadOnlyList<string>)[Name(scenario), count.ToString(null as IFormatProvider), .. result.Study.Columns.Select(column => Spread(result.Values(variant.Name, scenario, column), column.Unit))];
    });

    /// <summary>Median (smallest … largest).</summary>
    internal static string Spread(IReadOnlyList<double> values, string unit) => values.Count switch
    {
        0 => "–",
        1 => Format(values[0], unit),
        _ => $"{Format(Statistics.Of(values, Statistic.Median), unit)} ({Format(values.Min(), unit)} … {Format(values.Max(), unit)})",
    };

    private static void Table(StringBuilder text, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        text.AppendLine($"| {string.Join(" | ", header)} |").AppendLine($"|{string.Concat(header.Select(_ => "---|"))}");
        foreach (var row in rows)
        {
            text.AppendLine($"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |");
        }

        text.AppendLine();
    }

    private static string Bound(FigureOfMerit figure, double? bound) =>
        bound is { } value ? (figure.Better == Preference.Lower ? "≤ " : "≥ ") + Format(value, figure.Unit) : "–";

    private static string Format(double value, string unit) => unit == "dB"
        ? FormattableString.Invariant($"{value:0.00} dB")
        : QuantityFormat.Format(value, unit, 4);

    private static string Name(Scenario scenario) => KebabCase.From(scenario.ToString());
}

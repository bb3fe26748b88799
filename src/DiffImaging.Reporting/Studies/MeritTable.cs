using DiffImaging.Reporting.Quantities;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Reporting.Studies;

/// <summary>Sets figures of merit in a table: value, must, aim, and whether they were met, in words.</summary>
public static class MeritTable
{
    private const string None = "–";

    /// <summary>Makes the table.</summary>
    /// <param name="caption">What the table shows.</param>
    /// <param name="merits">The figures of merit.</param>
    public static ReportTable Create(string caption, IReadOnlyList<FigureOfMerit> merits)
    {
        ArgumentNullException.ThrowIfNull(merits);
        return new ReportTable(
            caption,
            [
                "figure",
                new TableColumn("value", Numeric: true),
                new TableColumn("must", Numeric: true),
                new TableColumn("aim", Numeric: true),
                "verdict",
            ],
            [.. merits.Select(Row)]);
    }

    private static List<TableCell> Row(FigureOfMerit merit) =>
    [
        merit.Name,
        merit.StandardDeviation is { } deviation
            ? QuantityFormat.FormatWithDeviation(merit.Value, merit.Unit, deviation)
            : QuantityFormat.Format(merit.Value, merit.Unit),
        Bound(merit, merit.Must),
        Bound(merit, merit.Aim),
        Describe(merit.Verdict),
    ];

    private static string Bound(FigureOfMerit merit, double? bound) => bound is { } value
        ? (merit.Better == Preference.Lower ? "≤ " : "≥ ") + QuantityFormat.Format(value, merit.Unit)
        : None;

    private static TableCell Describe(Verdict verdict) => verdict switch
    {
        Verdict.Met => new TableCell("✓ met", CellTone.Good),
        Verdict.AimNotMet => new TableCell("✓ must met, ✗ aim not met", CellTone.Caution),
        Verdict.NotMet => new TableCell("✗ not met", CellTone.Bad),
        Verdict.NotMeasured => new TableCell("✗ not measured", CellTone.Bad),
        _ => new TableCell("reported only"),
    };
}

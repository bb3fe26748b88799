using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Curves;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Images;
using DiffImaging.Reporting.Quantities;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>The report of a batch: what was stitched, what was estimated over what varied, and what failed.</summary>
internal static class BatchReport
{
    private const int MostCurves = 12;
    private static readonly string[] Drawn = ["fidelityPerPixel", "amplitudeResidual", "amplitudeResidual.heldOut", "misfit"];

    public static HtmlReport Create(BatchOutcome outcome) => new()
    {
        Title = outcome.Title,
        Subtitle = $"batch of {outcome.Children.Count} experiments",
        Status = Enum.Parse<RunStatus>(outcome.Status, ignoreCase: true),
        StatusReason = outcome.Message,
        Summary = [.. outcome.Stitched.Select(Describe)],
        Warnings = [.. outcome.Children.Where(child => !child.HasSucceeded).Select(child => $"{child.Name} {child.State}: {child.Message}")],
        Sections =
        [
            .. outcome.Stitched.Select(set => new ReportSection(set.Name.Length > 0 ? $"Object, {set.Name}" : "Object") { Figures = [.. Figures(set)] }),
            .. Courses(outcome),
            new ReportSection("Children") { Tables = [Table(outcome)] },
        ],
    };

    private static string Describe(StitchedSet set) =>
        $"{(set.Name.Length > 0 ? set.Name + ": " : "")}{set.Image.Variable.Name} of {set.Tiles} tiles, {set.Image.Variable.Grid.Rows} × {set.Image.Variable.Grid.Columns} samples"
        + (double.IsNaN(set.Seam) ? "." : FormattableString.Invariant($"; where tiles overlap they differ by {set.Seam:P1} RMS."));

    private static IEnumerable<IFigure> Figures(StitchedSet set)
    {
        var grid = set.Image.Variable.Grid;
        yield return new ImageFigure { Title = "Amplitude", Image = new SampledImage(set.Image.Amplitude, grid.Rows, grid.Columns, grid.Pitch), Map = ColorMap.Gray, ValueLabel = "amplitude" };
        yield return new ImageFigure { Title = "Phase", Image = new SampledImage(set.Image.Phase, grid.Rows, grid.Columns, grid.Pitch), Map = ColorMap.Viridis, ValueLabel = "phase", ValueUnit = "rad" };
    }

    private static IEnumerable<ReportSection> Courses(BatchOutcome outcome)
    {
        var children = outcome.Children.Where(child => child.HasSucceeded).ToList();
        if (SweptAxis.Of(children) is not { } axis)
        {
            yield break;
        }

        var order = Enumerable.Range(0, children.Count).OrderBy(index => axis.Positions[index]).ToList();
        FigureAxis X() => new(axis.Name, axis.Unit == "1" ? "" : axis.Unit, axis.IsWide ? AxisScale.Logarithmic : AxisScale.Linear);
        IFigure Curve(string title, string unit, Func<ChildResult, double?> value, Func<ChildResult, double?>? deviation) => new CurveFigure
        {
            Title = title,
            X = X(),
            Y = new FigureAxis(title, unit == "1" ? "" : unit),
            Series =
            [
                new CurveSeries(deviation is null ? title : "estimate, ± posterior", [.. order.Select(index => axis.Positions[index])], [.. order.Select(index => value(children[index]) ?? double.NaN)])
                {
                    StandardDeviation = deviation is null ? null : [.. order.Select(index => deviation(children[index]) ?? double.NaN)],
                },
            ],
        };
        yield return new ReportSection($"Over {axis.Name}")
        {
            Figures =
            [
                .. EstimateColumn.Find(children).Take(MostCurves).Select(column => Curve(column.Name, column.Unit, child => column.Of(child.Document, "estimate"), child => column.Of(child.Document, "posterior"))),
                .. Drawn.Where(name => children.Exists(child => child.Document["metrics"]?[name] is not null)).Select(name => Curve(name, "1", child => (double?)child.Document["metrics"]?[name], null)),
            ],
        };
    }

    private static ReportTable Table(BatchOutcome outcome)
    {
        var columns = EstimateColumn.Find(outcome.Children).Take(MostCurves).ToList();
        return new ReportTable(
            "All figures are in table.csv",
            [new TableColumn("child"), new TableColumn("state"), .. columns.Select(column => new TableColumn(column.Name, true)), new TableColumn("iterations", true)],
            [.. outcome.Children.Select(child => (IReadOnlyList<TableCell>)
            [
                new TableCell(child.Name), new TableCell($"{child.State}{(child.Document["status"] is { } status ? $", {status}" : "")}", child.HasSucceeded ? CellTone.Neutral : CellTone.Bad),
                .. columns.Select(column => new TableCell(Estimate(child, column))), new TableCell(child.Document["iterations"]?.ToString() ?? ""),
            ])]);
    }

    private static string Estimate(ChildResult child, EstimateColumn column) => column.Of(child.Document, "estimate") is not { } estimate ? ""
        : column.Of(child.Document, "posterior") is { } deviation and > 0 ? QuantityFormat.FormatWithDeviation(estimate, column.Unit, deviation)
        : QuantityFormat.Format(estimate, column.Unit, 5);
}

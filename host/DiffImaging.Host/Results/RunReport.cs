using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;
using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Curves;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Images;
using DiffImaging.Reporting.Quantities;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Host.Results;

/// <summary>The report of a run: what was measured, what was found, how well it explains the measurement.</summary>
internal static class RunReport
{
    // A parameter that was tried over decades is drawn over its logarithm.
    private const double WideRange = 100;

    public static HtmlReport Create(FinishedRun run, IReadOnlyList<ObjectImages> images)
    {
        var plan = run.Experiment.Plan;
        return new HtmlReport
        {
            Title = plan.Output.Title.Length > 0 ? plan.Output.Title : run.Experiment.Name,
            Subtitle = $"{plan.ModalityDefinition.Id}, {run.Outcome.Iterations} iterations in {run.Elapsed.TotalSeconds:0.0} s",
            Status = Enum.Parse<RunStatus>(run.Outcome.Status.ToString()),
            StatusReason = run.Outcome.Message,
            Summary = Summary(run),
            Warnings = [.. run.Warnings],
            Sections =
            [
                new ReportSection("Object") { Figures = [.. images.SelectMany(ObjectFigures), .. DeviationImages.Figures(run), .. run.Signals.Select(SignalFigure)] },
                .. DomainFigureDrawing.Sections(run),
                MeasurementSection(run),
                ParameterReport.Section(run),
                new ReportSection("Course of the optimisation") { Figures = [.. CourseFigures(run)] },
                .. MetricSection(run),
            ],
            Provenance = ReportProvenance.Entries(run),
        };
    }

    private static List<string> Summary(FinishedRun run)
    {
        var lines = new List<string>();
        foreach (var variable in run.Experiment.Plan.Pipeline.Variables.Where(variable => variable.Parameter is { Count: 1 } && variable.IsActive))
        {
            var estimate = run.Outcome.Point[variable.Key].cpu().data<double>()[0];
            lines.Add($"{variable.Key}: {QuantityFormat.Format(estimate, variable.Parameter!.Unit, 5)} (nominal {QuantityFormat.Format(variable.Parameter.Nominal[0], variable.Parameter.Unit, 5)}).");
        }

        lines.Add(FormattableString.Invariant($"The fidelity fell from {run.Outcome.InitialFidelity:G5} to {run.Outcome.FinalFidelity:G5}, {run.Metrics["fidelityPerPixel"]:G3} per pixel."));
        return lines;
    }

    private static IEnumerable<IFigure> ObjectFigures(ObjectImages image)
    {
        var grid = image.Variable.Grid;
        yield return new ImageFigure { Title = "Amplitude", Image = new SampledImage(image.Amplitude, grid.Rows, grid.Columns, grid.Pitch), Map = ColorMap.Gray, ValueLabel = "amplitude" };
        yield return new ImageFigure { Title = "Phase", Image = new SampledImage(image.Phase, grid.Rows, grid.Columns, grid.Pitch), Map = ColorMap.Viridis, ValueLabel = "phase", ValueUnit = "rad" };
    }

    private static CurveFigure SignalFigure(SpectralSignal signal) => new()
    {
        Title = $"Signal-to-noise of {signal.Variable}",
        Caption = "Mean over rings of |spectrum|² over the variance that the measurement leaves it at known parameters. A ring counts as seen where its amplitude is twice the noise's.",
        X = new FigureAxis("spatial frequency", "1/m"),
        Y = new FigureAxis("power over noise", Scale: AxisScale.Logarithmic),
        Series = [new CurveSeries("object", signal.Frequencies, signal.Ratios)],
        HorizontalLines = [new ReferenceLine("clearly seen", SpectralSignal.Clear)],
        VerticalLines = signal.Extent > 0 ? [new ReferenceLine("seen up to", signal.Extent)] : [],
    };

    private static ReportSection MeasurementSection(FinishedRun run)
    {
        var frames = run.Measurement.Frames;
        return new ReportSection(frames.Frames == 1 ? "Measurement and prediction" : $"Measurement and prediction (first of {frames.Frames} frames)")
        {
            Figures = [.. MeasurementImages.Of(run).Figures(), .. MisfitFigures(run)],
        };
    }

    private static IEnumerable<IFigure> MisfitFigures(FinishedRun run)
    {
        if (run.MisfitPlaces is not { } places)
        {
            yield break;
        }

        var tiles = new SampledImage(places.Tiles.Select(value => (float)value).ToArray(), places.Rows, places.Columns, places.Side * run.Experiment.Plan.Pipeline.Output.Grid.Pitch);
        yield return new ImageFigure
        {
            Title = "Residual over the noise, by place",
            Caption = "χ²/N of square tiles, all frames that counted together: 1 where noise alone is left.",
            Image = tiles,
            Map = ColorMap.Gray,
            Limits = ColorLimits.Robust([tiles]),
            ValueLabel = "χ²/N",
        };
        if (places.Frames.Count > 1)
        {
            yield return new CurveFigure
            {
                Title = "Residual over the noise, by frame",
                X = new FigureAxis("frame"),
                Y = new FigureAxis("χ²/N"),
                Series = [CurveSeries.OverIterations("frames that counted", places.Frames)],
            };
        }
    }

    private static IEnumerable<IFigure> CourseFigures(FinishedRun run)
    {
        var entries = run.Outcome.History.Entries;
        if (entries.Count > 1)
        {
            yield return new CurveFigure
            {
                Title = "Fidelity",
                X = new FigureAxis("iteration"),
                Y = new FigureAxis("fidelity", Scale: AxisScale.Logarithmic),
                Series = [.. entries.GroupBy(entry => entry.Phase).Select(phase => new CurveSeries(phase.Key, [.. phase.Select(entry => (double)entry.Iteration)], [.. phase.Select(entry => entry.Fidelity)]))],
            };
        }

        foreach (var (name, index) in run.Outcome.History.Names.Select((name, index) => (name, index)).Where(pair => Moves(entries, pair.index)).Take(6))
        {
            var unit = run.Experiment.Plan.Pipeline.Variables.First(variable => name == variable.Key || name.StartsWith(variable.Key + "[", StringComparison.Ordinal)).Parameter!.Unit;
            yield return new CurveFigure
            {
                Title = name,
                X = new FigureAxis("iteration"),
                Y = new FigureAxis(name, unit),
                Series = [new CurveSeries("estimate", [.. entries.Select(entry => (double)entry.Iteration)], [.. entries.Select(entry => entry.Parameters[index])])],
            };
        }

        foreach (var group in run.Outcome.Scans.GroupBy(scan => scan.Parameter))
        {
            yield return new CurveFigure
            {
                Title = $"Choice of {group.Key}",
                Caption = group.Count() > 1 ? "Each measure over its own largest value; the solid mark is the one that decided." : null,
                X = new FigureAxis(group.Key, group.First().Unit, IsWide(group.First().Positions) ? AxisScale.Logarithmic : AxisScale.Linear),
                Y = new FigureAxis(group.Count() > 1 ? "measures, relative" : group.First().Measure),
                Series = [.. group.Select(scan => new CurveSeries(scan.Measure, [.. scan.Positions], [.. scan.Values.Select(value => group.Count() > 1 ? value / Math.Max(scan.Values.Max(), 1e-30) : value)]))],
                VerticalLines = [new ReferenceLine("chosen", group.First().Chosen)],
            };
        }
    }

    private static bool IsWide(IReadOnlyList<double> positions) => positions.Min() > 0 && positions.Max() >= WideRange * positions.Min();

    private static bool Moves(IReadOnlyList<Engine.Runs.HistoryEntry> entries, int index) =>
        entries.Count > 1 && entries.Any(entry => entry.Parameters[index] != entries[0].Parameters[index]);

    private static IEnumerable<ReportSection> MetricSection(FinishedRun run) => run.Measurement.Truth is null ? [] :
    [
        new ReportSection("Compared with the simulated truth")
        {
            Tables = [new ReportTable("Figures", [new TableColumn("figure"), new TableColumn("value", true)],
                [.. run.Metrics.Select(pair => (IReadOnlyList<TableCell>)[new TableCell(pair.Key), new TableCell(FormattableString.Invariant($"{pair.Value:G5}"))])])],
        },
    ];
}

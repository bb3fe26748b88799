using DiffImaging.Host.Experiments;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Images;
using DiffImaging.Reporting.Quantities;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Tables;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Host.Results;

/// <summary>Draws what a modality has to show of a result.</summary>
internal static class DomainFigureDrawing
{
    /// <summary>The section of the report; none where the modality has nothing to show.</summary>
    public static IEnumerable<ReportSection> Sections(FinishedRun run) => run.Figures is { Images.Count: 0, Numbers.Count: 0 } ? [] :
    [
        new ReportSection($"Figures of {run.Experiment.Plan.ModalityDefinition.Id}")
        {
            Figures = [.. run.Figures.Images.Select(Of)],
            Tables = run.Figures.Numbers.Count == 0 ? [] : [Numbers(run.Figures.Numbers)],
        },
    ];

    /// <summary>An image with its axes, scale bar and colours.</summary>
    public static ImageFigure Of(DomainImage image) => new()
    {
        Title = image.Title,
        Caption = image.Caption.Length > 0 ? image.Caption : null,
        Image = new SampledImage(image.IsPhase ? Wrapped(image.Values.Span) : image.Values, image.Rows, image.Columns),
        X = Axis(image.X),
        Y = Axis(image.Y),
        Map = image.IsPhase ? ColorMap.Phase : ColorMap.Viridis,
        ValueLabel = image.ValueLabel,
        ValueUnit = image.ValueUnit,
        MissingNote = false,
    };

    private static PixelAxis Axis(DomainAxis axis) => new(axis.Label, axis.First, axis.Pitch, axis.Unit);

    private static float[] Wrapped(ReadOnlySpan<float> values)
    {
        var result = new float[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (float)Math.IEEERemainder(values[i], 2 * Math.PI);
        }

        return result;
    }

    private static ReportTable Numbers(IReadOnlyList<DomainNumber> numbers) => new(
        "Numbers",
        [new TableColumn("figure"), new TableColumn("value", true)],
        [.. numbers.Select(number => (IReadOnlyList<TableCell>)
            [new TableCell(number.Name), new TableCell(double.IsFinite(number.Value) ? QuantityFormat.Format(number.Value, number.Unit) : "unknown")])]);
}

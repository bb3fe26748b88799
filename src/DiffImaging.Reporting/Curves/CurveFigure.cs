using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Quantities;
using SkiaSharp;

namespace DiffImaging.Reporting.Curves;

/// <summary>One or several curves: a loss, a parameter over the iterations, sharpness against distance.</summary>
public sealed record CurveFigure : IVectorFigure
{
    private const float CurveWidth = 1.8f;
    private const float ReferenceWidth = 1.6f;
    private const int MostPointsDrawn = 30;
    private const byte BandOpacity = 48;

    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required FigureAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required FigureAxis Y { get; init; }

    /// <summary>The curves, in the order of the legend.</summary>
    public required IReadOnlyList<CurveSeries> Series { get; init; }

    /// <inheritdoc/>
    public string? Caption { get; init; }

    /// <summary>Vertical lines at values of the horizontal axis.</summary>
    public IReadOnlyList<ReferenceLine> VerticalLines { get; init; } = [];

    /// <summary>Horizontal lines at values of the vertical axis.</summary>
    public IReadOnlyList<ReferenceLine> HorizontalLines { get; init; } = [];

    /// <summary>Width on the page, in CSS pixels.</summary>
    public int Width { get; init; } = FigureStyle.Width;

    /// <summary>Height on the page, in CSS pixels.</summary>
    public int Height { get; init; } = 360;

    /// <inheritdoc/>
    public byte[] ToPng() => FigureOutput.Png(Width, Height, Draw);

    /// <inheritdoc/>
    public string ToSvg() => FigureOutput.Svg(Width, Height, Draw);

    private void Draw(FigureCanvas canvas)
    {
        var x = X.Fit(Series.SelectMany(s => s.X).Concat(VerticalLines.Select(l => l.Value)), padded: Series.Any(ShowsPoints));
        var y = Y.Fit(Series.SelectMany(Ordinates).Concat(HorizontalLines.Select(l => l.Value)));
        var frame = PlotFrame.Draw(canvas, new SKSize(Width, Height), Title, Legend(), x, y, Note());
        canvas.Clipped(SKRect.Inflate(frame.Area, 2, 2), () =>
        {
            DrawReferences(canvas, frame);
            for (var i = 0; i < Series.Count; i++)
            {
                DrawBand(canvas, frame, Series[i], FigureStyle.Series(i));
                DrawCurve(canvas, frame, Series[i], i);
            }
        });
        frame.Close();
    }

    private static IEnumerable<double> Ordinates(CurveSeries series) => series.StandardDeviation is { } deviations
        ? series.Y.Concat(series.Y.Zip(deviations, (y, s) => y + s)).Concat(series.Y.Zip(deviations, (y, s) => y - s))
        : series.Y;

    private List<LegendEntry> Legend()
    {
        var entries = new List<LegendEntry>();
        if (Series.Count > 1 || VerticalLines.Count + HorizontalLines.Count > 0)
        {
            entries.AddRange(Series.Select(
                (s, i) => new LegendEntry(s.Name, FigureStyle.Series(i), CurveWidth, FigureStyle.Dash(i))));
        }

        entries.AddRange(References().Select(r => new LegendEntry(
            $"{r.Line.Name} {QuantityFormat.Format(r.Line.Value, r.Unit, r.Line.StandardDeviation)}",
            ReferenceColor(r.Index), ReferenceWidth, FigureStyle.MarkerDash(r.Index))));
        return entries;
    }

    private IEnumerable<(ReferenceLine Line, string Unit, int Index)> References() =>
        VerticalLines.Select(line => (line, X.Unit))
            .Concat(HorizontalLines.Select(line => (line, Y.Unit)))
            .Select((pair, i) => (pair.line, pair.Unit, i));

    // The colors after those of the curves, so that no line shares one.
    private SKColor ReferenceColor(int index) => index == 0 ? FigureStyle.Ink : FigureStyle.Series(Series.Count + index - 1);

    private string Note()
    {
        var hidden = Series.Sum(s => s.X.Zip(s.Y).Count(p => !X.CanShow(p.First) || !Y.CanShow(p.Second)));
        return hidden switch
        {
            0 => "",
            1 => "1 point cannot be shown on these axes",
            _ => $"{hidden} points cannot be shown on these axes",
        };
    }

    private void DrawReferences(FigureCanvas canvas, PlotFrame frame)
    {
        foreach (var (line, _, index) in References())
        {
            var vertical = index < VerticalLines.Count;
            if (!(vertical ? X : Y).CanShow(line.Value))
            {
                continue;
            }

            var at = vertical ? frame.AtColumn(line.Value) : frame.AtRow(line.Value);
            var (start, end) = vertical
                ? (new SKPoint(at, frame.Area.Bottom), new SKPoint(at, frame.Area.Top))
                : (new SKPoint(frame.Area.Left, at), new SKPoint(frame.Area.Right, at));
            canvas.Line(
                start.X, start.Y, end.X, end.Y, ReferenceColor(index), ReferenceWidth, FigureStyle.MarkerDash(index));
        }
    }

    private static void DrawBand(FigureCanvas canvas, PlotFrame frame, CurveSeries series, SKColor color)
    {
        if (series.StandardDeviation is not { } deviations)
        {
            return;
        }

        var upper = new List<SKPoint>();
        var lower = new List<SKPoint>();
        for (var i = 0; i < Math.Min(series.Y.Count, deviations.Count); i++)
        {
            var (above, below) = (frame.At(series.X[i], series.Y[i] + deviations[i]), frame.At(series.X[i], series.Y[i] - deviations[i]));
            if (IsFinite(above) && IsFinite(below))
            {
                upper.Add(above);
                lower.Add(below);
            }
        }

        if (upper.Count > 1)
        {
            canvas.Polygon([.. upper, .. Enumerable.Reverse(lower)], color.WithAlpha(BandOpacity));
        }
    }

    private static void DrawCurve(FigureCanvas canvas, PlotFrame frame, CurveSeries series, int index)
    {
        var color = FigureStyle.Series(index);
        var run = new List<SKPoint>();
        for (var i = 0; i < series.X.Count; i++)
        {
            var point = frame.At(series.X[i], series.Y[i]);
            if (IsFinite(point))
            {
                run.Add(point);
            }
            else
            {
                DrawRun(canvas, run, color, index);
                run.Clear();
            }
        }

        DrawRun(canvas, run, color, index);
        if (ShowsPoints(series))
        {
            foreach (var point in series.X.Zip(series.Y).Select(p => frame.At(p.First, p.Second)).Where(IsFinite))
            {
                canvas.Disk(point, 2.8f, color);
            }
        }
    }

    private static void DrawRun(FigureCanvas canvas, List<SKPoint> run, SKColor color, int index)
    {
        canvas.Polyline(run, color, CurveWidth, FigureStyle.Dash(index));

        // A point between two gaps has no line to show it.
        if (run.Count == 1)
        {
            canvas.Disk(run[0], CurveWidth, color);
        }
    }

    private static bool ShowsPoints(CurveSeries series) => series.Points ?? series.X.Count <= MostPointsDrawn;

    private static bool IsFinite(SKPoint point) => float.IsFinite(point.X) && float.IsFinite(point.Y);
}

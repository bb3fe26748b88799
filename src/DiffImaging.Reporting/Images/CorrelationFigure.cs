using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Quantities;
using SkiaSharp;

namespace DiffImaging.Reporting.Images;

/// <summary>A correlation matrix: one cell for each pair, blue for −1, white for 0, red for 1, with its number where there is room.</summary>
public sealed record CorrelationFigure : IVectorFigure
{
    private const float LargestCell = 64;
    private const float LeastForNumbers = 34;
    private const int LongestLabel = 220;

    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <summary>Names of the numbers.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The correlations, −1 to 1, as many rows and columns as there are labels.</summary>
    public required double[,] Values { get; init; }

    /// <inheritdoc/>
    public string? Caption { get; init; }

    /// <summary>Width on the page, in CSS pixels.</summary>
    public int Width { get; init; } = FigureStyle.Width;

    private float LabelWidth => Math.Min(LongestLabel, Enumerable.Range(0, Labels.Count).Select(row => FigureFont.Measure(Numbered(row), FigureStyle.TickSize)).DefaultIfEmpty().Max());

    private float Left => FigureStyle.Margin + LabelWidth + 8;

    private float Cell => Math.Min(LargestCell, (Width - Left - FigureStyle.Margin) / Math.Max(1, Labels.Count));

    private float Top => FigureTitle.Bottom(Title, Width - (2 * FigureStyle.Margin)) + (2 * FigureStyle.TickSize);

    private int Height => (int)MathF.Ceiling(Top + (Cell * Labels.Count) + FigureStyle.Margin);

    /// <inheritdoc/>
    public byte[] ToPng() => FigureOutput.Png(Width, Height, Draw);

    /// <inheritdoc/>
    public string ToSvg() => FigureOutput.Svg(Width, Height, Draw);

    private void Draw(FigureCanvas canvas)
    {
        FigureTitle.Draw(canvas, Title, FigureStyle.Margin, Width - (2 * FigureStyle.Margin));
        for (var row = 0; row < Labels.Count; row++)
        {
            var middle = Top + ((row + 0.5f) * Cell) + (0.35f * FigureStyle.TickSize);
            canvas.Text(Short(Numbered(row)), Left - 8, middle, FigureStyle.TickSize, FigureStyle.Ink, TextAnchor.End);
            canvas.Text($"{row + 1}", Left + ((row + 0.5f) * Cell), Top - 6, FigureStyle.TickSize, FigureStyle.Soft, TextAnchor.Middle);
            for (var column = 0; column < Labels.Count; column++)
            {
                DrawCell(canvas, row, column, middle);
            }
        }
    }

    private void DrawCell(FigureCanvas canvas, int row, int column, float baseline)
    {
        var (value, left) = (Values[row, column], Left + (column * Cell));
        var color = ColorMap.Residual.At((value + 1) / 2);
        var place = new SKRect(left, Top + (row * Cell), left + Cell, Top + ((row + 1) * Cell));
        canvas.Fill(place, new SKColor(color.Red, color.Green, color.Blue));
        canvas.Outline(place, FigureStyle.Grid, 1);
        if (Cell >= LeastForNumbers)
        {
            var ink = Math.Abs(value) > 0.6 ? FigureStyle.Paper : FigureStyle.Ink;
            canvas.Text(DecimalText.Fixed(value, 2), left + (0.5f * Cell), baseline, FigureStyle.TickSize, ink, TextAnchor.Middle);
        }
    }

    private string Numbered(int row) => $"{row + 1}  {Labels[row]}";

    private static string Short(string label)
    {
        var cut = label;
        while (cut.Length > 4 && FigureFont.Measure(cut, FigureStyle.TickSize) > LongestLabel)
        {
            cut = string.Concat("…", cut.AsSpan(cut.StartsWith('…') ? 2 : 1));
        }

        return cut;
    }
}

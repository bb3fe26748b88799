using DiffImaging.Reporting.Figures;

namespace DiffImaging.Reporting.Axes;

/// <summary>Legend in rows above the plot, where it can never hide data.</summary>
internal sealed class Legend
{
    private const float Sample = 24;
    private const float Gap = 6;
    private const float Between = 16;
    private const float RowHeight = 19;

    private readonly List<(LegendEntry Entry, float X, int Row)> _places = [];

    public Legend(IReadOnlyList<LegendEntry> entries, float width)
    {
        var (x, row) = (0f, 0);
        foreach (var entry in entries)
        {
            var needed = Sample + Gap + FigureFont.Measure(entry.Name, FigureStyle.TickSize);
            if (x > 0 && x + needed > width)
            {
                (x, row) = (0, row + 1);
            }

            _places.Add((entry, x, row));
            x += needed + Between;
        }

        Height = entries.Count == 0 ? 0 : (row + 1) * RowHeight;
    }

    public float Height { get; }

    public void Draw(FigureCanvas canvas, float left, float top)
    {
        foreach (var (entry, x, row) in _places)
        {
            var middle = top + ((row + 0.5f) * RowHeight);
            canvas.Line(left + x, middle, left + x + Sample, middle, entry.Color, entry.LineWidth, entry.Dash);
            var baseline = middle + (FigureFont.CapHeight * FigureStyle.TickSize / 2);
            canvas.Text(entry.Name, left + x + Sample + Gap, baseline, FigureStyle.TickSize, FigureStyle.Ink);
        }
    }
}

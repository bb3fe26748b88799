namespace DiffImaging.Reporting.Figures;

/// <summary>Something that draws itself into a PNG: the only thing a report asks of a figure.</summary>
public interface IFigure
{
    /// <summary>What the figure shows; drawn into it, and its alternative text in a page.</summary>
    string Title { get; }

    /// <summary>A sentence set below the figure in a page; null for none.</summary>
    string? Caption { get; }

    /// <summary>Draws the figure with two pixels per CSS pixel, so that it stays sharp in print.</summary>
    /// <returns>PNG bytes; the same input gives the same bytes on the same platform.</returns>
    byte[] ToPng();
}

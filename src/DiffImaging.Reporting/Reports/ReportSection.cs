using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Reporting.Reports;

/// <summary>A section of a page: text, then figures side by side, then tables.</summary>
/// <param name="Title">Heading.</param>
public sealed record ReportSection(string Title)
{
    /// <summary>Paragraphs of plain text.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Figures, set side by side as far as the page is wide.</summary>
    public IReadOnlyList<IFigure> Figures { get; init; } = [];

    /// <summary>Tables.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];
}

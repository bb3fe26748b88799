namespace DiffImaging.Reporting.Reports;

/// <summary>The report of one run: a single HTML file without script or external reference, for screen and print.</summary>
public sealed record HtmlReport
{
    /// <summary>Title of the page.</summary>
    public required string Title { get; init; }

    /// <summary>How the run ended.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it ended so, in a sentence; null for none.</summary>
    public string? StatusReason { get; init; }

    /// <summary>A line below the title: specimen, data set, date; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>What was found, in sentences that stand on their own.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>What the reader must know before believing the result; shown before the figures.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Figures and tables.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>Versions, hashes, seeds, configuration: what is needed to obtain the result again.</summary>
    public IReadOnlyList<ProvenanceEntry> Provenance { get; init; } = [];

    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too; the same input gives the same text on the same platform.</returns>
    public string ToHtml()
    {
        var page = new HtmlPage(Title, Subtitle);
        var (symbol, word, tone) = Describe(Status);
        page.Status(symbol, word, StatusReason, tone);
        page.Summary(Summary);
        page.Warnings(Warnings);
        foreach (var section in Sections)
        {
            page.Section(section);
        }

        page.Provenance(Provenance);
        return page.Finish();
    }

    private static (string Symbol, string Word, string Tone) Describe(RunStatus status) => status switch
    {
        RunStatus.Converged => ("✓", "converged", "good"),
        RunStatus.Stopped => ("■", "stopped", "caution"),
        RunStatus.Cancelled => ("■", "cancelled", "caution"),
        RunStatus.Diverged => ("✗", "diverged", "bad"),
        _ => ("✗", "failed", "bad"),
    };
}

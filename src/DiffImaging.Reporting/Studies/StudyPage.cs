using DiffImaging.Reporting.Reports;

namespace DiffImaging.Reporting.Studies;

/// <summary>The page of a study: what was to be reached and what was, then a section per variant.</summary>
public sealed record StudyPage
{
    /// <summary>Title of the page.</summary>
    public required string Title { get; init; }

    /// <summary>The figures of merit; the status at the top counts them.</summary>
    public required IReadOnlyList<FigureOfMerit> Merits { get; init; }

    /// <summary>A line below the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>What was found, in sentences that stand on their own.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>What the reader must know before believing the result, as runs that failed or an inverse crime.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A section per variant, with its table and its plots.</summary>
    public IReadOnlyList<ReportSection> Variants { get; init; } = [];

    /// <summary>Versions, hashes, seeds, the study file.</summary>
    public IReadOnlyList<ProvenanceEntry> Provenance { get; init; } = [];

    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too; the same input gives the same text on the same platform.</returns>
    public string ToHtml()
    {
        var page = new HtmlPage(Title, Subtitle);
        DescribeOutcome(page);
        page.Summary(Summary);
        page.Warnings(Warnings);
        page.Section(new ReportSection("Figures of merit") { Tables = [MeritTable.Create("", Merits)] });
        foreach (var variant in Variants)
        {
            page.Section(variant);
        }

        page.Provenance(Provenance);
        return page.Finish();
    }

    private void DescribeOutcome(HtmlPage page)
    {
        var musts = Merits.Where(m => m.Must is not null).ToArray();
        var aims = Merits.Where(m => m.Aim is not null).ToArray();
        var mustsMet = musts.Count(m => m.Keeps(m.Must!.Value));
        var aimsMet = aims.Count(m => m.Keeps(m.Aim!.Value));
        var counts = $"{mustsMet} of {musts.Length} musts and {aimsMet} of {aims.Length} aims are met.";
        if (mustsMet < musts.Length)
        {
            page.Status("✗", "not met", counts, "bad");
        }
        else if (musts.Length + aims.Length == 0)
        {
            page.Status("■", "reported", "No figure has a must or an aim.", "caution");
        }
        else if (aimsMet < aims.Length)
        {
            page.Status("✓", "musts met", counts, "caution");
        }
        else
        {
            page.Status("✓", "met", counts, "good");
        }
    }
}

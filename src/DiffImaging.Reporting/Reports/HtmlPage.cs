using System.Globalization;
using System.Text;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Reporting.Reports;

/// <summary>Writes the parts of a page one after the other; every text passes through <see cref="HtmlEscape"/>.</summary>
internal sealed class HtmlPage
{
    // Browsers enforce it: nothing is fetched and nothing runs, whatever the texts contain.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private readonly StringBuilder _html = new();

    public HtmlPage(string title, string? subtitle)
    {
        _html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{Policy}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{HtmlEscape.Text(title)}</title>
            <style>
            {StyleSheet()}</style>
            </head>
            <body>
            <main>
            <header>
            <h1>{HtmlEscape.Text(title)}</h1>

            """);
        if (subtitle is not null)
        {
            Element("p", subtitle, "subtitle");
        }

        Line("</header>");
    }

    public void Status(string symbol, string word, string? reason, string tone)
    {
        Line($"<p class=\"status {tone}\"><strong>{HtmlEscape.Text(symbol)} {HtmlEscape.Text(word)}</strong>"
            + (reason is null ? "" : $" <span>{HtmlEscape.Text(reason)}</span>") + "</p>");
    }

    public void Summary(IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            Element("p", string.Join(" ", sentences), "summary");
        }
    }

    public void Warnings(IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0)
        {
            return;
        }

        Line("<section class=\"warnings\">");
        Element("h2", warnings.Count == 1 ? "⚠ Warning" : $"⚠ Warnings ({warnings.Count})");
        Line("<ul>");
        foreach (var warning in warnings)
        {
            Element("li", warning);
        }

        Line("</ul>");
        Line("</section>");
    }

    public void Section(ReportSection section)
    {
        Line("<section>");
        Element("h2", section.Title);
        foreach (var paragraph in section.Paragraphs)
        {
            Element("p", paragraph);
        }

        if (section.Figures.Count > 0)
        {
            Line("<div class=\"figures\">");
            foreach (var figure in section.Figures)
            {
                Figure(figure);
            }

            Line("</div>");
        }

        foreach (var table in section.Tables)
        {
            Table(table);
        }

        Line("</section>");
    }

    public void Provenance(IReadOnlyList<ProvenanceEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        Line("<section class=\"provenance\">");
        Element("h2", "Provenance");
        Line("<dl>");
        foreach (var entry in entries)
        {
            Element("dt", entry.Name);
            Element("dd", entry.Value);
        }

        Line("</dl>");
        Line("</section>");
    }

    public string Finish()
    {
        Line("</main>");
        Line("</body>");
        Line("</html>");
        return _html.ToString().ReplaceLineEndings("\n");
    }

    private void Figure(IFigure figure)
    {
        var png = figure.ToPng();
        var (width, height) = PngEncoding.Size(png);
        Line("<figure>");
        Line($"<img alt=\"{HtmlEscape.Text(figure.Title)}\" width=\"{width / FigureOutput.Resolution}\" "
            + $"height=\"{height / FigureOutput.Resolution}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>");
        if (figure.Caption is { } caption)
        {
            Element("figcaption", caption);
        }

        Line("</figure>");
    }

    private void Table(ReportTable table)
    {
        Line("<div class=\"table\">");
        Line("<table>");
        if (table.Caption.Length > 0)
        {
            Element("caption", table.Caption);
        }

        Line("<thead><tr>");
        foreach (var column in table.Columns)
        {
            Line($"<th scope=\"col\"{Class(column.Numeric ? "numeric" : "")}>{HtmlEscape.Text(column.Title)}</th>");
        }

        Line("</tr></thead>");
        Line("<tbody>");
        foreach (var row in table.Rows)
        {
            Row(table.Columns, row);
        }

        Line("</tbody>");
        Line("</table>");
        Line("</div>");
    }

    private void Row(IReadOnlyList<TableColumn> columns, IReadOnlyList<TableCell> cells)
    {
        Line("<tr>");
        for (var i = 0; i < cells.Count; i++)
        {
            var tone = cells[i].Tone switch
            {
                CellTone.Good => "good",
                CellTone.Caution => "caution",
                CellTone.Bad => "bad",
                _ => "",
            };
            var classes = string.Join(' ', new[] { columns[i].Numeric ? "numeric" : "", tone }.Where(c => c.Length > 0));
            var text = HtmlEscape.Text(cells[i].Text);
            Line(i == 0 ? $"<th scope=\"row\"{Class(classes)}>{text}</th>" : $"<td{Class(classes)}>{text}</td>");
        }

        Line("</tr>");
    }

    private static string Class(string names) => names.Length == 0 ? "" : $" class=\"{names}\"";

    private void Element(string name, string text, string classes = "") =>
        Line($"<{name}{Class(classes)}>{HtmlEscape.Text(text)}</{name}>");

    private void Line(string markup) => _html.Append(markup).Append('\n');

    private static string StyleSheet()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The resource report.css is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

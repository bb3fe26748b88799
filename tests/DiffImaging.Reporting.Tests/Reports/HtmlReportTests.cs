using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Reporting.Tests.Reports;

[TestFixture]
public sealed class HtmlReportTests
{
    private const string Hostile = "<script>alert('x')</script> & \"quoted\" \u0001 \uD800 ]]> -->";

    [Test]
    public void The_page_is_well_formed() => Assert.That(() => Parse(Gallery.Report().ToHtml()), Throws.Nothing);

    [Test]
    public void The_page_refers_to_nothing_outside_itself()
    {
        var html = Gallery.Report().ToHtml();
        var sources = Parse(html).Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href" or "srcset").ToArray();
        Assert.That(sources, Is.Not.Empty);
        Assert.That(sources.Select(a => a.Value), Has.All.StartsWith("data:image/png;base64,"));
        Assert.That(Regex.IsMatch(html, "https?://|@import|url\\(", RegexOptions.IgnoreCase), Is.False);
        Assert.That(Parse(html).Descendants().Select(e => e.Name.LocalName), Has.None.EqualTo("script").And.None.EqualTo("link"));
    }

    [Test]
    public void Every_image_of_the_page_decodes_and_is_shown_at_half_its_pixels()
    {
        var images = Parse(Gallery.Report().ToHtml()).Descendants("img").ToArray();
        Assert.That(images, Has.Length.EqualTo(7));
        foreach (var image in images)
        {
            using var pixels = new Pixels(Convert.FromBase64String(image.Attribute("src")!.Value.Split(',')[1]));
            Assert.That((int)image.Attribute("width")!, Is.EqualTo(pixels.Width / 2));
            Assert.That((int)image.Attribute("height")!, Is.EqualTo(pixels.Height / 2));
            Assert.That(image.Attribute("alt")!.Value, Is.Not.Empty);
        }
    }

    [Test]
    public void The_page_shows_title_status_summary_warnings_sections_and_provenance()
    {
        var text = Parse(Gallery.Report().ToHtml()).Root!.Element("body")!.Value;
        string[] inOrder =
        [
            "Inline holography", "✓ converged", "The sensor stands at", "Warnings (2)", "Measurement and reconstruction",
            "Parameters", "36.731 mm", "Convergence", "Provenance", "9f86d081",
        ];
        var places = inOrder.Select(part => text.IndexOf(part, StringComparison.Ordinal)).ToArray();
        Assert.That(places, Has.None.EqualTo(-1));
        Assert.That(places, Is.Ordered);
    }

    [Test]
    public void Markup_in_any_text_is_shown_and_not_obeyed()
    {
        var html = new HtmlReport
        {
            Title = Hostile,
            Subtitle = Hostile,
            Status = RunStatus.Failed,
            StatusReason = Hostile,
            Summary = [Hostile],
            Warnings = [Hostile],
            Sections =
            [
                new ReportSection(Hostile)
                {
                    Paragraphs = [Hostile],
                    Figures = [Gallery.HologramFigure() with { Title = Hostile, Caption = Hostile }],
                    Tables = [new ReportTable(Hostile, [Hostile], [[Hostile]])],
                },
            ],
            Provenance = [new ProvenanceEntry(Hostile, Hostile)],
        }.ToHtml();

        var page = Parse(html);
        var shown = Hostile.Replace('\u0001', '\uFFFD').Replace('\uD800', '\uFFFD');
        Assert.That(page.Descendants("script"), Is.Empty);
        Assert.That(page.Descendants("h1").Single().Value, Is.EqualTo(shown));
        Assert.That(page.Descendants("img").Single().Attribute("alt")!.Value, Is.EqualTo(shown));
        Assert.That(Regex.Count(page.Root!.Value, Regex.Escape("<script>")), Is.EqualTo(14));
    }

    [TestCase(RunStatus.Converged, "✓ converged")]
    [TestCase(RunStatus.Stopped, "■ stopped")]
    [TestCase(RunStatus.Diverged, "✗ diverged")]
    [TestCase(RunStatus.Cancelled, "■ cancelled")]
    [TestCase(RunStatus.Failed, "✗ failed")]
    public void The_status_is_a_sign_and_a_word(RunStatus status, string expected)
    {
        var page = Parse(new HtmlReport { Title = "t", Status = status }.ToHtml());
        Assert.That(page.Descendants("strong").Single().Value, Is.EqualTo(expected));
    }

    [Test]
    public void An_empty_report_has_no_empty_sections()
    {
        var page = Parse(new HtmlReport { Title = "t", Status = RunStatus.Converged }.ToHtml());
        Assert.That(page.Descendants("section"), Is.Empty);
    }

    [Test]
    public void The_page_follows_the_color_scheme_of_the_reader_and_prints()
    {
        var style = Parse(Gallery.Report().ToHtml()).Descendants("style").Single().Value;
        Assert.That(style, Does.Contain("prefers-color-scheme: dark").And.Contain("@media print"));
    }

    private static XDocument Parse(string html)
    {
        using var text = new StringReader(html);
        using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}

using DiffImaging.Reporting.Figures;

namespace DiffImaging.Reporting.Tests.Figures;

[TestFixture]
public sealed class DeterminismTests
{
    [Test]
    public void The_same_figure_gives_the_same_bytes_also_from_several_threads()
    {
        var first = Gallery.Figures().Select(figure => figure.ToPng()).ToArray();
        var again = new byte[first.Length][];
        Parallel.For(0, first.Length, i => again[i] = Gallery.Figures()[i].ToPng());
        for (var i = 0; i < first.Length; i++)
        {
            Assert.That(again[i], Is.EqualTo(first[i]), Gallery.Figures()[i].Title);
        }
    }

    [Test]
    public void The_same_figure_gives_the_same_svg()
    {
        // More often than one hexadecimal digit counts: SkiaSharp numbers its clips through the whole process.
        const int Times = 20;
        foreach (var figure in Gallery.Figures().OfType<IVectorFigure>())
        {
            var drawings = Enumerable.Range(0, Times).Select(_ => figure.ToSvg()).Distinct();
            Assert.That(drawings.Count(), Is.EqualTo(1), figure.Title);
        }
    }

    [Test]
    public void The_same_report_gives_the_same_text() =>
        Assert.That(Gallery.Report().ToHtml(), Is.EqualTo(Gallery.Report().ToHtml()));
}

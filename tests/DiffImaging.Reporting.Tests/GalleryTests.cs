using DiffImaging.Reporting.Figures;

namespace DiffImaging.Reporting.Tests;

/// <summary>Writes the gallery to the folder named by DIFFIMAGING_GALLERY (else beside the tests), for a person to look at.</summary>
[TestFixture]
public sealed class GalleryTests
{
    private const string Variable = "DIFFIMAGING_GALLERY";

    // What every mail server still takes.
    private const long LargestFile = 4_000_000;

    [Test]
    public void Every_file_of_the_gallery_can_be_sent_by_mail()
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(TestContext.CurrentContext.WorkDirectory, "gallery");
        Directory.CreateDirectory(folder);
        IFigure[] figures = [.. Gallery.Figures(), .. Gallery.EdgeCases()];
        for (var i = 0; i < figures.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"figure-{i}.png"), figures[i].ToPng());
            if (figures[i] is IVectorFigure vector)
            {
                File.WriteAllText(Path.Combine(folder, $"figure-{i}.svg"), vector.ToSvg());
            }
        }

        File.WriteAllText(Path.Combine(folder, "report.html"), Gallery.Report().ToHtml());
        File.WriteAllText(Path.Combine(folder, "study.html"), Gallery.Study().ToHtml());
        Assert.That(Directory.GetFiles(folder).Select(file => new FileInfo(file).Length), Has.All.InRange(1000, LargestFile));
    }
}

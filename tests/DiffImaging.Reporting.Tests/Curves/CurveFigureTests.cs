using System.Xml.Linq;
using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Curves;

namespace DiffImaging.Reporting.Tests.Curves;

[TestFixture]
public sealed class CurveFigureTests
{
    private static readonly Rgb FirstColor = new(0x00, 0x72, 0xb2);

    private static readonly CurveFigure Rising = new()
    {
        Title = "Rising",
        X = new FigureAxis("x"),
        Y = new FigureAxis("y"),
        Series = [new CurveSeries("a", [0, 1, 2], [0, 5, 10]) { Points = false }],
    };

    [Test]
    public void The_png_has_two_pixels_per_css_pixel()
    {
        using var pixels = new Pixels((Rising with { Width = 400, Height = 300 }).ToPng());
        Assert.That((pixels.Width, pixels.Height), Is.EqualTo((800, 600)));
    }

    [Test]
    public void A_rising_curve_rises_in_the_picture()
    {
        using var pixels = new Pixels(Rising.ToPng());
        var (_, left, _, right) = pixels.Extent(FirstColor);
        Assert.That(Height(pixels, left + 4), Is.GreaterThan(Height(pixels, (left + right) / 2)));
        Assert.That(Height(pixels, (left + right) / 2), Is.GreaterThan(Height(pixels, right - 4)));
        Assert.That(
            Height(pixels, (left + right) / 2), Is.EqualTo((Height(pixels, left + 4) + Height(pixels, right - 4)) / 2).Within(4));
    }

    [Test]
    public void The_svg_is_well_formed_and_needs_no_font()
    {
        var svg = XDocument.Parse(Gallery.ScanFigure().ToSvg());
        Assert.That(svg.Root!.Name.LocalName, Is.EqualTo("svg"));
        Assert.That(svg.Descendants().Select(e => e.Name.LocalName), Has.None.EqualTo("text"));
        Assert.That(svg.Descendants().Count(e => e.Name.LocalName == "path"), Is.GreaterThan(30));
    }

    [Test]
    public void A_curve_without_any_point_to_show_is_drawn_all_the_same()
    {
        var figure = Rising with
        {
            Y = new FigureAxis("y", Scale: AxisScale.Logarithmic),
            Series = [new CurveSeries("a", [0, 1], [double.NaN, -1])],
        };
        Assert.That(figure.ToPng, Throws.Nothing);
    }

    [Test]
    public void A_curve_with_unequal_counts_is_refused() => Assert.That(
        () => new CurveSeries("loss", [0, 1], [1]), Throws.ArgumentException.With.Message.Contains("\"loss\" has 2 abscissae and 1"));

    private static double Height(Pixels pixels, int column)
    {
        var rows = Enumerable.Range(0, pixels.Height).Where(row => pixels[row, column] == FirstColor).ToArray();
        return rows.Length == 0 ? double.NaN : rows.Average();
    }
}

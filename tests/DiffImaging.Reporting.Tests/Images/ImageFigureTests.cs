using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Images;

namespace DiffImaging.Reporting.Tests.Images;

[TestFixture]
public sealed class ImageFigureTests
{
    private static readonly Rgb White = new(255, 255, 255);

    private static readonly ImageFigure Uniform = new()
    {
        Title = "Uniform",
        Image = new SampledImage(Enumerable.Repeat(0.5f, 100 * 200).ToArray(), 100, 200, 1e-6),
        Map = ColorMap.Viridis,
        Limits = new ColorLimits(0, 1),
        ScaleBar = false,
        Size = 400,
    };

    [Test]
    public void Pixels_are_square_and_the_image_has_the_size_asked_for()
    {
        using var pixels = new Pixels((Uniform with { ColorBar = false }).ToPng());
        var (top, left, bottom, right) = pixels.Extent(ColorMap.Viridis.At(0.5));

        // Two PNG pixels per CSS pixel; the outline covers one of them on each side.
        Assert.That(right - left, Is.EqualTo(800).Within(4));
        Assert.That(bottom - top, Is.EqualTo(400).Within(4));
    }

    [Test]
    public void Pixels_are_as_high_as_axes_of_one_unit_say()
    {
        var axes = Uniform with { ColorBar = false, X = new PixelAxis("fx", -1e5, 1e3, "1/m"), Y = new PixelAxis("fy", -1e5, 2e3, "1/m") };
        using var pixels = new Pixels(axes.ToPng());
        var (top, left, bottom, right) = pixels.Extent(ColorMap.Viridis.At(0.5));

        Assert.That(right - left, Is.EqualTo(800).Within(4));
        Assert.That(bottom - top, Is.EqualTo(800).Within(4));
    }

    [Test]
    public void The_scale_bar_is_as_long_as_it_says()
    {
        var figure = Uniform with { ScaleBar = true, Axes = false, ColorBar = false };
        using var pixels = new Pixels(figure.ToPng());
        var (top, left, bottom, right) = pixels.Extent(ColorMap.Viridis.At(0.5));
        var longest = Enumerable.Range(top, bottom - top).Max(row => Run(pixels, row, left + 4, right - 4));

        // 50 of 200 µm on 800 pixels.
        Assert.That(longest, Is.EqualTo(200).Within(2));
    }

    [Test]
    public void The_color_bar_has_the_high_color_at_the_top_and_the_low_one_at_the_bottom()
    {
        using var pixels = new Pixels(Uniform.ToPng());
        var low = pixels.Extent(ColorMap.Viridis.At(0.02));
        var high = pixels.Extent(ColorMap.Viridis.At(0.98));
        Assert.That(high.Bottom, Is.GreaterThanOrEqualTo(0).And.LessThan(low.Top));
        Assert.That(low.Bottom - high.Top, Is.EqualTo(0.96 * 400).Within(4));
        Assert.That(low.Left, Is.GreaterThan(pixels.Width / 2));
    }

    [Test]
    public void A_value_beyond_the_limits_gives_the_color_bar_a_tip()
    {
        var inside = Uniform.Image.Values.ToArray();
        var beyond = (float[])inside.Clone();
        beyond[0] = 2;
        using var plain = new Pixels(Uniform.ToPng());
        using var tipped = new Pixels((Uniform with { Image = new SampledImage(beyond, 100, 200, 1e-6), Size = 400 }).ToPng());
        var (top, left, _, right) = plain.Extent(ColorMap.Viridis.At(0.98));
        var (row, column) = (top - 16, (left + right) / 2);
        Assert.That(plain[row, column], Is.EqualTo(White));
        Assert.That(tipped[row, column], Is.EqualTo(ColorMap.Viridis.At(1)));
    }

    [Test]
    public void Nothing_touches_the_edge_of_any_figure_of_the_gallery()
    {
        foreach (var figure in Gallery.Figures().Concat(Gallery.EdgeCases()))
        {
            using var pixels = new Pixels(figure.ToPng());
            for (var column = 0; column < pixels.Width; column++)
            {
                Assert.That((pixels[3, column], pixels[pixels.Height - 4, column]), Is.EqualTo((White, White)), figure.Title);
            }

            for (var row = 0; row < pixels.Height; row++)
            {
                Assert.That((pixels[row, 3], pixels[row, pixels.Width - 4]), Is.EqualTo((White, White)), figure.Title);
            }
        }
    }

    private static int Run(Pixels pixels, int row, int left, int right)
    {
        var (best, length) = (0, 0);
        for (var column = left; column < right; column++)
        {
            length = pixels[row, column] == White ? length + 1 : 0;
            best = Math.Max(best, length);
        }

        return best;
    }
}

using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Images;

namespace DiffImaging.Reporting.Tests.Images;

[TestFixture]
public sealed class PlainImageTests
{
    private static readonly Rgb White = new(255, 255, 255);

    [Test]
    public void Every_pixel_stands_where_it_belongs_in_the_color_of_its_value()
    {
        var image = SampledImage.FromArray(new[,] { { 0f, 1f, 2f }, { 3f, 4f, float.NaN } });
        using var pixels = new Pixels(new PlainImage { Image = image, Map = ColorMap.Viridis, Limits = new ColorLimits(0, 4) }.ToPng());
        Assert.That((pixels.Width, pixels.Height), Is.EqualTo((3, 2)));
        Assert.That(pixels[0, 0], Is.EqualTo(ColorMap.Viridis.At(0)));
        Assert.That(pixels[0, 1], Is.EqualTo(ColorMap.Viridis.At(0.25)));
        Assert.That(pixels[1, 1], Is.EqualTo(ColorMap.Viridis.At(1)));
        Assert.That(pixels[1, 2], Is.EqualTo(ColorMap.Viridis.Missing));
    }

    [Test]
    public void The_default_limits_of_a_cyclic_map_are_plus_and_minus_pi()
    {
        var image = new SampledImage(new[] { 0f, 0.1f }, 1, 2);
        using var pixels = new Pixels(new PlainImage { Image = image, Map = ColorMap.Phase }.ToPng());
        Assert.That(pixels[0, 0], Is.EqualTo(ColorMap.Phase.At(0.5)));
    }

    [Test]
    public void The_scale_bar_is_as_long_as_it_says()
    {
        // 2 µm pixels, 400 columns: a bar of 200 µm is 100 pixels.
        var image = new SampledImage(new float[300 * 400], 300, 400, 2e-6);
        using var pixels = new Pixels(new PlainImage { Image = image, Limits = new ColorLimits(0, 1), ScaleBar = true }.ToPng());
        var longest = Enumerable.Range(0, pixels.Height).Max(row => pixels.LongestRun(row, White).Length);
        Assert.That(longest, Is.EqualTo(100).Within(1));
    }

    [Test]
    public void An_image_without_pitch_has_no_scale_bar()
    {
        var image = new SampledImage(new float[300 * 400], 300, 400);
        using var pixels = new Pixels(new PlainImage { Image = image, Limits = new ColorLimits(0, 1), ScaleBar = true }.ToPng());
        Assert.That(pixels.Extent(White).Bottom, Is.EqualTo(-1));
    }

    [Test]
    public void The_number_of_values_must_fit_the_size() => Assert.That(
        () => new SampledImage(new float[5], 2, 3), Throws.ArgumentException.With.Message.Contains("need 6 values; found 5"));

    [TestCase(0)]
    [TestCase(-1e-6)]
    [TestCase(double.NaN)]
    public void A_pitch_that_is_no_length_is_refused(double pitch) =>
        Assert.That(() => new SampledImage(new float[6], 2, 3, pitch), Throws.InstanceOf<ArgumentOutOfRangeException>());
}

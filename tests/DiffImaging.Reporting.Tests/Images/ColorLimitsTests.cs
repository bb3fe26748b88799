using DiffImaging.Reporting.Images;

namespace DiffImaging.Reporting.Tests.Images;

[TestFixture]
public sealed class ColorLimitsTests
{
    [Test]
    public void Robust_limits_pass_over_hot_pixels_and_missing_ones()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i / 1000f).ToArray();
        (values[10], values[20], values[30]) = (1e9f, float.NaN, float.PositiveInfinity);
        var limits = ColorLimits.Robust([new SampledImage(values, 10, 100)]);
        Assert.That(limits.Low, Is.InRange(0, 0.02));
        Assert.That(limits.High, Is.InRange(0.98, 1));
    }

    [Test]
    public void The_full_range_of_several_images_covers_all()
    {
        var limits = ColorLimits.FullRange([Image(-1, 2), Image(0, 7)]);
        Assert.That(limits, Is.EqualTo(new ColorLimits(-1, 7)));
    }

    [Test]
    public void Symmetric_limits_have_zero_in_the_middle()
    {
        var limits = ColorLimits.Symmetric([Image(-1, 5)], 100);
        Assert.That(limits, Is.EqualTo(new ColorLimits(-5, 5)));
        Assert.That(limits.Fraction(0), Is.EqualTo(0.5));
    }

    [TestCase(0f)]
    [TestCase(4f)]
    [TestCase(-4f)]
    [TestCase(float.NaN)]
    public void Images_without_contrast_have_limits_all_the_same(float value)
    {
        var image = Image(value, value);
        Assert.That(() => ColorLimits.Robust([image]), Throws.Nothing);
        Assert.That(() => ColorLimits.Symmetric([image]), Throws.Nothing);
    }

    [TestCase(1, 1)]
    [TestCase(2, 1)]
    [TestCase(0, double.NaN)]
    public void Limits_that_do_not_increase_are_refused(double low, double high) =>
        Assert.That(() => new ColorLimits(low, high), Throws.ArgumentException);

    private static SampledImage Image(params float[] values) => new(values, 1, values.Length);
}

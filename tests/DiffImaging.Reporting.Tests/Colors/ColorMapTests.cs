using DiffImaging.Reporting.Colors;

namespace DiffImaging.Reporting.Tests.Colors;

[TestFixture]
public sealed class ColorMapTests
{
    [Test]
    public void Gray_runs_from_black_to_white()
    {
        Assert.That(ColorMap.Gray.At(0), Is.EqualTo(new Rgb(0, 0, 0)));
        Assert.That(ColorMap.Gray.At(1), Is.EqualTo(new Rgb(255, 255, 255)));
    }

    [Test]
    public void Viridis_has_its_published_ends_and_middle()
    {
        // Interpolation between 33 of the 256 published colors.
        const int Tolerance = 3;
        Assert.That(ColorMap.Viridis.At(0), Is.EqualTo(new Rgb(68, 1, 84)));
        Assert.That(ColorMap.Viridis.At(1), Is.EqualTo(new Rgb(253, 231, 36)));
        Assert.That(Distance(ColorMap.Viridis.At(0.5), new Rgb(33, 145, 140)), Is.LessThanOrEqualTo(Tolerance));
    }

    [Test]
    public void The_phase_map_closes_without_a_step()
    {
        // The entry beside the end may differ by one step of the table, no more.
        const int OneStep = 12;
        Assert.That(ColorMap.Phase.At(0), Is.EqualTo(ColorMap.Phase.At(1)));
        Assert.That(Distance(ColorMap.Phase.At(1 / 255.0), ColorMap.Phase.At(1)), Is.LessThan(OneStep));
    }

    [Test]
    public void The_residual_map_is_white_in_the_middle_blue_below_and_red_above()
    {
        // The middle of 256 entries falls between two of them.
        Assert.That(Distance(ColorMap.Residual.At(0.5), new Rgb(255, 255, 255)), Is.LessThan(6));
        Assert.That(ColorMap.Residual.At(0), Has.Property("Blue").GreaterThan(ColorMap.Residual.At(0).Red));
        Assert.That(ColorMap.Residual.At(1), Has.Property("Red").GreaterThan(ColorMap.Residual.At(1).Blue));
    }

    [Test]
    public void The_residual_map_darkens_evenly_to_both_sides()
    {
        // Clipping to the sRGB gamut costs a little of the symmetry at the ends.
        const double Tolerance = 0.06;
        for (var distance = 0.05; distance <= 0.5; distance += 0.05)
        {
            var (blue, red) = (Lightness(ColorMap.Residual.At(0.5 - distance)), Lightness(ColorMap.Residual.At(0.5 + distance)));
            Assert.That(blue, Is.EqualTo(red).Within(Tolerance), $"at {distance}");
        }
    }

    [TestCaseSource(nameof(Maps))]
    public void No_two_neighboring_entries_jump(ColorMap map)
    {
        for (var i = 1; i < 256; i++)
        {
            Assert.That(Distance(map.At((i - 1) / 255.0), map.At(i / 255.0)), Is.LessThan(16), $"entry {i}");
        }
    }

    [TestCaseSource(nameof(Maps))]
    public void Missing_values_have_a_color_that_the_map_does_not_have(ColorMap map)
    {
        var closest = Enumerable.Range(0, 256).Min(i => Distance(map.At(i / 255.0), map.Missing));
        Assert.That(map.At(double.NaN), Is.EqualTo(map.Missing));
        Assert.That(closest, Is.GreaterThan(20));
    }

    [TestCaseSource(nameof(Maps))]
    public void Values_outside_take_the_color_of_the_nearer_end(ColorMap map)
    {
        Assert.That(map.At(-3), Is.EqualTo(map.At(0)));
        Assert.That(map.At(double.PositiveInfinity), Is.EqualTo(map.At(1)));
    }

    [TestCaseSource(nameof(Maps))]
    public void A_map_is_found_by_its_name(ColorMap map) => Assert.That(ColorMap.ByName(map.Name), Is.SameAs(map));

    [Test]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Assert.That(() => ColorMap.ByName("jet"), Throws.ArgumentException.With.Message.Contains("viridis"));

    private static IEnumerable<ColorMap> Maps() => ColorMap.All;

    private static int Distance(Rgb a, Rgb b) =>
        Math.Max(Math.Abs(a.Red - b.Red), Math.Max(Math.Abs(a.Green - b.Green), Math.Abs(a.Blue - b.Blue)));

    // CIE L* / 100.
    private static double Lightness(Rgb color)
    {
        static double Linear(byte channel)
        {
            var c = channel / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        var luminance = (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));
        return (1.16 * Math.Cbrt(luminance)) - 0.16;
    }
}

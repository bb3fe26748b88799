using DiffImaging.Reporting.Axes;

namespace DiffImaging.Reporting.Tests.Axes;

[TestFixture]
public sealed class AxisTests
{
    [Test]
    public void A_linear_axis_has_round_ticks_in_a_prefixed_unit()
    {
        var axis = new LinearAxis(0.0362, 0.0374, "distance", "m");
        Assert.That(axis.Title, Is.EqualTo("distance (mm)"));
        Assert.That(
            axis.Ticks(6).Select(t => t.Label), Is.EqualTo(new[] { "36.2", "36.4", "36.6", "36.8", "37.0", "37.2", "37.4" }));
    }

    [TestCase(0, 1, 5)]
    [TestCase(-3.7, 12.2, 8)]
    [TestCase(1e-9, 3e-9, 4)]
    [TestCase(-2e5, 7e6, 6)]
    public void The_ticks_of_a_linear_axis_are_equidistant_and_inside(double low, double high, int count)
    {
        var axis = new LinearAxis(low, high, "", "");
        var positions = axis.Ticks(count).Select(t => axis.Fraction(t.Value)).ToArray();
        var steps = positions.Zip(positions.Skip(1), (a, b) => b - a).ToArray();
        Assert.That(positions, Has.All.InRange(-1e-9, 1 + 1e-9));
        Assert.That(positions, Has.Length.InRange(2, count + 1));
        Assert.That(steps, Has.All.EqualTo(steps[0]).Within(1e-9));
    }

    [Test]
    public void A_logarithmic_axis_labels_its_decades()
    {
        var axis = new LogarithmicAxis(1e-9, 1e-3, "", "");
        var labels = axis.Ticks(7).Select(t => t.Label).Where(l => l.Length > 0);
        Assert.That(labels, Is.EqualTo(new[] { "10⁻⁹", "10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³" }));
    }

    [Test]
    public void A_short_logarithmic_axis_labels_twos_and_fives()
    {
        var axis = new LogarithmicAxis(1, 60, "", "");
        var labels = axis.Ticks(6).Select(t => t.Label).Where(l => l.Length > 0);
        Assert.That(labels, Is.EqualTo(new[] { "1", "2", "5", "10", "20", "50" }));
    }

    [Test]
    public void A_logarithmic_axis_of_part_of_a_decade_still_has_labels()
    {
        var axis = new LogarithmicAxis(210, 260, "", "");
        Assert.That(axis.Ticks(5).Count(t => t.Label.Length > 0), Is.GreaterThanOrEqualTo(2));
    }

    [TestCase(AxisScale.Linear)]
    [TestCase(AxisScale.Logarithmic)]
    public void Every_axis_has_a_label_however_little_room_there_is(AxisScale scale)
    {
        var chance = new Random(1);
        for (var trial = 0; trial < 2000; trial++)
        {
            var low = Math.Pow(10, chance.NextDouble() * 24 - 12);
            var high = low * Math.Pow(10, chance.NextDouble() * (trial % 2 == 0 ? 0.3 : 8));
            var axis = new FigureAxis("", "m", scale).Fit([low, high]);
            for (var count = 0; count <= 6; count++)
            {
                var labelled = axis.Ticks(count).Where(tick => tick.Label.Length > 0).Select(tick => axis.Fraction(tick.Value)).ToArray();
                Assert.That(labelled, Is.Not.Empty.And.All.InRange(-1e-6, 1 + 1e-6), $"{low:R} to {high:R}, {count} marks");
            }
        }
    }

    [Test]
    public void Many_decades_are_thinned_out()
    {
        var axis = new LogarithmicAxis(1e-30, 1e10, "", "");
        Assert.That(axis.Ticks(6), Has.Count.LessThanOrEqualTo(7));
    }

    [Test]
    public void Values_that_are_not_positive_have_no_place_on_a_logarithmic_axis() =>
        Assert.That(new LogarithmicAxis(1, 10, "", "").Fraction(0), Is.NaN);

    [Test]
    public void A_constant_is_given_room()
    {
        var axis = new FigureAxis("").Fit([3, 3, double.NaN]);
        Assert.That(axis.Fraction(3), Is.EqualTo(0.5).Within(1e-9));
    }
}

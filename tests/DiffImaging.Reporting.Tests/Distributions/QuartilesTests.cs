using DiffImaging.Reporting.Distributions;

namespace DiffImaging.Reporting.Tests.Distributions;

[TestFixture]
public sealed class QuartilesTests
{
    [Test]
    public void The_quartiles_of_one_to_five_are_two_three_and_four() =>
        Assert.That(Quartiles.Of([5, 1, double.NaN, 4, 2, 3]), Is.EqualTo(new Quartiles(2, 3, 4)));

    [Test]
    public void Quartiles_between_values_are_interpolated() =>
        Assert.That(Quartiles.Of([0, 1]), Is.EqualTo(new Quartiles(0.25, 0.5, 0.75)));

    [Test]
    public void Without_values_there_are_no_quartiles() => Assert.That(Quartiles.Of([]).Median, Is.NaN);
}

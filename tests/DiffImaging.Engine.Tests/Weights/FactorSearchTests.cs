using DiffImaging.Engine.Weights;

namespace DiffImaging.Engine.Tests.Weights;

/// <summary>Searches of functions whose answer is known.</summary>
[TestFixture]
public sealed class FactorSearchTests
{
    [TestCase(30.0)]
    [TestCase(0.7)]
    [TestCase(0.02)]
    public void The_largest_factor_that_holds_is_closed_in(double expected)
    {
        var found = FactorSearch.Largest(factor => Math.Sqrt(factor / expected), 1, 1e-3, 1e3, 12);

        Assert.That(found, Is.LessThanOrEqualTo(expected).And.GreaterThan(expected / 1.1));
    }

    [TestCase(1e-6, 1e-3)]
    [TestCase(1e6, 1e3)]
    public void Beyond_the_range_it_is_the_end(double expected, double end) =>
        Assert.That(FactorSearch.Largest(factor => factor / expected, 1, 1e-3, 1e3, 12), Is.EqualTo(end));

    [TestCase(40.0)]
    [TestCase(1.0)]
    [TestCase(0.013)]
    public void The_smallest_measure_is_closed_in(double expected)
    {
        var calls = 0;
        double Measure(double factor)
        {
            calls++;
            return Math.Cosh(Math.Log(factor / expected));
        }

        var found = FactorSearch.Best(Measure, 1e-2, 1e2, 16);

        Assert.That(found, Is.EqualTo(expected).Within(10).Percent);
        Assert.That(calls, Is.EqualTo(16));
    }

    [Test]
    public void A_trial_that_failed_is_not_the_best() =>
        Assert.That(FactorSearch.Best(factor => factor < 1 ? double.PositiveInfinity : factor, 1e-2, 1e2, 9), Is.GreaterThanOrEqualTo(1));
}

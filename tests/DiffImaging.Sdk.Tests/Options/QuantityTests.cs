using DiffImaging.Sdk.Options;

namespace DiffImaging.Sdk.Tests.Options;

[TestFixture]
public sealed class QuantityTests
{
    private const double Rounding = 1e-15;   // one multiplication and one parse

    [TestCase("36.85 mm", "m", 36.85e-3)]
    [TestCase("405nm", "m", 405e-9)]
    [TestCase("1.5 µm", "m", 1.5e-6)]
    [TestCase("1.5 μm", "m", 1.5e-6)]   // Greek mu, not the micro sign
    [TestCase("1.5 um", "m", 1.5e-6)]
    [TestCase("-2 cm", "m", -0.02)]
    [TestCase("1e-3", "m", 1e-3)]
    [TestCase("2e3 µm", "m", 2e-3)]
    [TestCase("  7 m  ", "m", 7)]
    [TestCase("7 mm", "m", 7e-3)]
    [TestCase("90 deg", "rad", Math.PI / 2)]
    [TestCase("90°", "rad", Math.PI / 2)]
    [TestCase("0.25 waves", "rad", Math.PI / 2)]
    [TestCase("2 1/mm", "1/m", 2000)]
    [TestCase("3 D", "1/m", 3)]
    [TestCase("12 %", "1", 0.12)]
    [TestCase("0.5 px", "px", 0.5)]
    [TestCase("20 ms", "s", 0.02)]
    [TestCase("3e-", "1", 3)]   // electrons, not a broken exponent
    [TestCase("3 e-", "1", 3)]
    public void A_quantity_is_read_in_si(string text, string unit, double expected)
    {
        var isGood = Quantity.TryParse(text, unit, out var value, out var problem);

        Assert.That(problem, Is.Empty);
        Assert.That(isGood, Is.True);
        Assert.That(value, Is.EqualTo(expected).Within(Rounding * Math.Abs(expected)));
    }

    [TestCase("", "m")]
    [TestCase("mm", "m")]
    [TestCase("1,5 mm", "m")]
    [TestCase("nan", "m")]
    [TestCase("1e400 m", "m")]
    [TestCase("3 MM", "m")]
    [TestCase("3 mm", "rad")]
    [TestCase("3 %", "m")]
    public void What_is_no_such_quantity_is_told(string text, string unit)
    {
        Assert.That(Quantity.TryParse(text, unit, out _, out var problem), Is.False);
        Assert.That(problem, Does.Contain("expected"));
    }

    [Test]
    public void Symbols_of_a_unit_are_listed() => Assert.That(Quantity.Symbols("m"), Does.Contain("nm").And.Contain("mm").And.Not.Contain("deg"));
}

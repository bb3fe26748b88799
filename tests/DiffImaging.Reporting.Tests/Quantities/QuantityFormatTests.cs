using System.Globalization;
using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Reporting.Tests.Quantities;

[TestFixture]
public sealed class QuantityFormatTests
{
    [TestCase(0.03673, "m", "36.73 mm")]
    [TestCase(532e-9, "m", "532 nm")]
    [TestCase(16.9e-6, "m", "16.9 µm")]
    [TestCase(-1.5e-6, "m", "−1.5 µm")]
    [TestCase(1.2, "rad", "1.2 rad")]
    [TestCase(0.3, "rad", "0.3 rad")]
    [TestCase(-0.00231, "rad", "−2.31 mrad")]
    [TestCase(0.003, "px", "0.003 px")]
    [TestCase(4.25e-5, "px", "4.25×10⁻⁵ px")]
    [TestCase(1.5e6, "", "1.5×10⁶")]
    [TestCase(12345, "", "12345")]
    [TestCase(0, "m", "0 m")]
    [TestCase(999.96e-9, "m", "1 µm")]
    [TestCase(999.94e-9, "m", "999.9 nm")]
    [TestCase(7200, "s", "7200 s")]
    [TestCase(5, "°", "5°")]
    [TestCase(double.NaN, "m", "NaN m")]
    [TestCase(double.NegativeInfinity, "", "−∞")]
    public void A_quantity_is_written_with_four_digits_and_a_prefix(double value, string unit, string expected) =>
        Assert.That(QuantityFormat.Format(value, unit, digits: value == 12345 ? 5 : 4), Is.EqualTo(expected));

    [TestCase(0.0367312, 1.5e-5, "36.731 mm")]
    [TestCase(0.0367, 1.5e-5, "36.700 mm")]
    [TestCase(0.0367312, 9.96e-6, "36.731 mm")]
    [TestCase(0.0367312, 2e-9, "36.7312000 mm")]
    [TestCase(1e-6, 3e-4, "0 µm")]
    [TestCase(0.0367312, 0, "36.73 mm")]
    [TestCase(0.0367312, double.NaN, "36.73 mm")]
    public void The_standard_deviation_decides_the_digits(double value, double deviation, string expected) =>
        Assert.That(QuantityFormat.Format(value, "m", (double?)deviation), Is.EqualTo(expected));

    [TestCase(0.0367312, 1.5e-5, "m", "36.731 ± 0.015 mm")]
    [TestCase(1234, 150, "", "1230 ± 150")]
    [TestCase(2.5e-5, 1.3e-6, "px", "(2.50 ± 0.13)×10⁻⁵ px")]
    [TestCase(0.88, 0.021, "", "0.880 ± 0.021")]
    public void A_value_and_its_deviation_share_unit_and_decimals(double value, double deviation, string unit, string expected) =>
        Assert.That(QuantityFormat.FormatWithDeviation(value, unit, deviation), Is.EqualTo(expected));

    [Test]
    public void The_culture_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Under invariant globalization no German culture can be had: its separators are set by hand.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "minus ";
            CultureInfo.CurrentCulture = culture;
            Assert.That(QuantityFormat.Format(-0.03673, "m"), Is.EqualTo("−36.73 mm"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void No_digits_at_all_are_refused() =>
        Assert.That(() => QuantityFormat.Format(1, "m", digits: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
}

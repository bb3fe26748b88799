using DiffImaging.Reporting.Images;

namespace DiffImaging.Reporting.Tests.Images;

[TestFixture]
public sealed class ScaleBarTests
{
    [TestCase(400, 1.85e-6, 200e-6, "200 µm")]
    [TestCase(2048, 3.45e-6, 2e-3, "2 mm")]
    [TestCase(512, 100e-9, 10e-6, "10 µm")]
    [TestCase(64, 5e-9, 50e-9, "50 nm")]
    public void The_bar_has_a_round_length(int columns, double pitch, double length, string label)
    {
        var bar = ScaleBar.For(columns, pitch);
        Assert.That(bar.Length, Is.EqualTo(length).Within(1e-9 * length));
        Assert.That(bar.Pixels, Is.EqualTo(length / pitch).Within(1e-6));
        Assert.That(bar.Label, Is.EqualTo(label));
    }

    [Test]
    public void The_bar_takes_between_a_tenth_and_three_tenths_of_the_width([Range(100, 1000, 37)] int columns) =>
        Assert.That(ScaleBar.For(columns, 1.67e-6).Pixels / columns, Is.InRange(0.1, 0.3 + 1e-9));
}

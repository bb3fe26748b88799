using DiffImaging.Engine.Optimization;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class WeightOptionsTests
{
    [TestCase(0, 1.0)]
    [TestCase(50, 0.1)]
    [TestCase(100, 0.01)]
    [TestCase(1000, 0.01)]
    public void A_weight_goes_geometrically_from_start_to_end(int iteration, double expected) =>
        Assert.That(new WeightOptions { Start = 1, End = 0.01, Iterations = 100 }.At(iteration), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void A_weight_without_an_end_stays() => Assert.That(new WeightOptions { Start = 0.3 }.At(500), Is.EqualTo(0.3));
}

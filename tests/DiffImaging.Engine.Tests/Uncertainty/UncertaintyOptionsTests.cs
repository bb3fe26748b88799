using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Engine.Uncertainty;

namespace DiffImaging.Engine.Tests.Uncertainty;

/// <summary>Which parameters get error bars.</summary>
[TestFixture]
public sealed class UncertaintyOptionsTests
{
    private static readonly Variable[] Estimated = [Of("shift", 2), Of("map", 600), Of("height", 1), Of("modes", 11), Of("rotation", 1)];

    [TestCase(0)]
    [TestCase(1, "height")]
    [TestCase(4, "height", "rotation", "shift")]
    [TestCase(14, "height", "rotation", "shift")]
    [TestCase(512, "height", "rotation", "shift", "modes")]
    public void Those_of_few_numbers_come_first_and_maps_never(int most, params string[] expected) =>
        Assert.That(new UncertaintyOptions { MostNumbers = most }.Choose(Estimated), Is.EqualTo(expected.Select(name => $"scene.{name}")));

    [Test]
    public void Those_that_are_named_are_taken_whatever_their_number() => Assert.That(
        new UncertaintyOptions { MostNumbers = 0, Parameters = ["scene.modes", "scene.fixed"] }.Choose(Estimated), Is.EqualTo(new[] { "scene.modes" }));

    private static Variable Of(string name, int count) => new(
        "scene", name, null, FakePlan.Parameter(name) with { Shape = count == 1 ? [] : [count], Nominal = [.. Enumerable.Repeat(0.0, count)] });
}

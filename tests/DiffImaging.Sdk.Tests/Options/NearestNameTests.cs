using DiffImaging.Sdk.Options;

namespace DiffImaging.Sdk.Tests.Options;

[TestFixture]
public sealed class NearestNameTests
{
    private static readonly string[] Known = ["distance", "padding", "wavelength"];

    [TestCase("distnace", "distance")]
    [TestCase("dist", "distance")]
    [TestCase("WAVELENGHT", "wavelength")]
    [TestCase("pad", "padding")]
    [TestCase("zzzzzz", null)]
    public void The_nearest_known_name_is_found(string name, string? expected) => Assert.That(NearestName.Find(name, Known), Is.EqualTo(expected));

    [Test]
    public void Nothing_is_near_where_nothing_is_known() => Assert.That(NearestName.Find("x", []), Is.Null);

    [Test]
    public void The_hint_lists_what_is_known()
    {
        Assert.That(NearestName.Hint("paddin", Known), Is.EqualTo("did you mean 'padding'? Known: distance, padding, wavelength"));
        Assert.That(NearestName.Hint("zzzzzz", Known), Is.EqualTo("known: distance, padding, wavelength"));
        Assert.That(NearestName.Hint("x", []), Is.EqualTo("none is known here"));
    }
}

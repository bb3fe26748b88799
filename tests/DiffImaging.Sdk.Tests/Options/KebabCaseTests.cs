using DiffImaging.Sdk.Options;

namespace DiffImaging.Sdk.Tests.Options;

[TestFixture]
public sealed class KebabCaseTests
{
    [TestCase("LogAmplitudePhase", "log-amplitude-phase")]
    [TestCase("Complex", "complex")]
    [TestCase("fixed", "fixed")]
    [TestCase("", "")]
    public void A_name_is_turned_into_kebab_case(string name, string expected) => Assert.That(KebabCase.From(name), Is.EqualTo(expected));
}

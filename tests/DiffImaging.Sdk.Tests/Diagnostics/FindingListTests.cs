using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Sdk.Tests.Diagnostics;

[TestFixture]
public sealed class FindingListTests
{
    [Test]
    public void Paths_are_joined_by_colons()
    {
        var findings = new FindingList("pipeline:stage");
        findings.Error("key", "a");
        findings.Error("", "b");
        findings.Below("list").Below("0").Warning("key", "c");

        Assert.That(findings.ToList().Select(finding => finding.ToString()), Is.EqualTo(new[]
        {
            "pipeline:stage:key: a", "pipeline:stage: b", "pipeline:stage:list:0:key: c",
        }));
    }

    [Test]
    public void A_list_without_a_place_has_bare_keys()
    {
        var findings = new FindingList("");
        findings.Error("key", "a");
        findings.Error("", "b");

        Assert.That(findings.ToList().Select(finding => finding.ToString()), Is.EqualTo(new[] { "key: a", "b" }));
    }

    [Test]
    public void Warnings_are_no_errors()
    {
        var findings = new FindingList("x");
        findings.Warning("", "a");
        Assert.That(findings.HasErrors, Is.False);

        findings.Below("y").Error("", "b");
        Assert.That(findings.HasErrors, Is.True);
    }

    [Test]
    public void A_list_given_out_does_not_grow()
    {
        var findings = new FindingList("x");
        var before = findings.ToList();
        findings.AddRange([new Finding(Severity.Warning, "elsewhere", "a")]);

        Assert.That(before, Is.Empty);
        Assert.That(findings.ToList().Single().Path, Is.EqualTo("elsewhere"));
    }
}

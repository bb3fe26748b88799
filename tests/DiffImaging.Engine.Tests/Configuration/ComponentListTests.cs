using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Engine.Tests.Configuration;

[TestFixture]
public sealed class ComponentListTests
{
    [Test]
    public void An_element_gives_name_id_options_and_place()
    {
        var components = Read("""[ { "id": "plane-wave" }, { "Name": "far", "ID": "fresnel", "distance": "1 mm" } ]""", out var findings);

        Assert.That(findings, Is.Empty);
        Assert.That(components.Select(component => (component.Name, component.Id, component.Path)), Is.EqualTo(new[]
        {
            ("plane-wave", "plane-wave", "pipeline:plane-wave"), ("far", "fresnel", "pipeline:far"),
        }));
        Assert.That(components[1].Options.ToJsonString(), Is.EqualTo("""{"distance":"1 mm"}"""));
    }

    [TestCase("""[ { "id": "a" }, { "id": "A" } ]""", "pipeline:A", "two elements are named 'A'")]
    [TestCase("""[ { "name": "a", "id": "b" }, { "id": "a" } ]""", "pipeline:a", "two elements are named 'a'")]
    [TestCase("""[ { "name": "a" } ]""", "pipeline:a:id", "missing")]
    [TestCase("""[ "a" ]""", "pipeline:0", "found 'a', expected an object")]
    [TestCase("[ null ]", "pipeline:0", "found nothing")]
    [TestCase("\"a\"", "pipeline", "found 'a', expected a list")]
    [TestCase("""{ "id": "a" }""", "pipeline", "found an object, expected a list")]
    public void A_mistake_is_a_finding_with_its_place(string list, string path, string message)
    {
        Read(list, out var findings);

        var finding = findings.Single();
        Assert.That((finding.Severity, finding.Path), Is.EqualTo((Severity.Error, path)));
        Assert.That(finding.Message, Does.Contain(message));
    }

    [Test]
    public void A_section_that_is_not_there_is_an_empty_list()
    {
        var findings = new FindingList("");

        Assert.That(ComponentList.Read([], "pipeline", findings), Is.Empty);
        Assert.That(ComponentList.ReadSingle([], "fidelity", findings), Is.Null);
        Assert.That(findings.ToList(), Is.Empty);
    }

    [Test]
    public void A_section_that_is_one_component_must_be_an_object()
    {
        var findings = new FindingList("");

        var component = ComponentList.ReadSingle(new JsonObject { ["fidelity"] = "poisson" }, "fidelity", findings);

        Assert.That(component, Is.Null);
        Assert.That(findings.ToList().Single().ToString(), Is.EqualTo("fidelity: found 'poisson', expected an object in braces with an id."));
    }

    private static IReadOnlyList<Sdk.Composition.ComponentDefinition> Read(string list, out IReadOnlyList<Finding> findings)
    {
        var place = new FindingList("");
        var components = ComponentList.Read(new JsonObject { ["pipeline"] = JsonNode.Parse(list) }, "pipeline", place);
        findings = place.ToList();
        return components;
    }
}

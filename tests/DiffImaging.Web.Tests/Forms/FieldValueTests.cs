using System.Text.Json.Nodes;
using DiffImaging.Web.Forms;

namespace DiffImaging.Web.Tests.Forms;

/// <summary>What people write in a form, and what a definition has of it.</summary>
[TestFixture]
public sealed class FieldValueTests
{
    [TestCase(FieldKind.Number, "1000", "1000")]
    [TestCase(FieldKind.Number, " 0.8 mm ", "\"0.8 mm\"")]
    [TestCase(FieldKind.Number, "NaN", "\"NaN\"")]
    [TestCase(FieldKind.Text, "12", "\"12\"")]
    [TestCase(FieldKind.Truth, "true", "true")]
    [TestCase(FieldKind.Choice, "phase-only", "\"phase-only\"")]
    [TestCase(FieldKind.Json, "[1, 2]", "[1,2]")]
    [TestCase(FieldKind.Parameter, "[0, \"1 mm\"]", "[0,\"1 mm\"]")]
    public void A_text_becomes_the_value_that_it_means(FieldKind kind, string text, string expected)
    {
        var definition = new JsonObject();

        Assert.That(FieldValue.Write(definition, Field(kind), text), Is.Null);
        Assert.That(definition["modality"]!["key"]!.ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public void Nothing_leaves_a_value_out()
    {
        var definition = Definition("""{ "key": 1, "other": 2 }""");

        FieldValue.Write(definition, Field(FieldKind.Number), "");

        Assert.That(definition.ToJsonString(), Is.EqualTo("""{"modality":{"other":2}}"""));
    }

    [Test]
    public void What_is_no_JSON_is_told_and_changes_nothing()
    {
        var definition = Definition("""{ "key": [1] }""");

        Assert.That(FieldValue.Write(definition, Field(FieldKind.Json), "[1,"), Does.Contain("expected JSON"));
        Assert.That(FieldValue.Read(definition, Field(FieldKind.Json)), Is.EqualTo("[1]"));
    }

    [Test]
    public void A_parameter_keeps_what_else_it_says_when_its_value_or_mode_changes()
    {
        var definition = Definition("""{ "key": { "nominal": "1 mm", "prior": "2 um", "mode": "fixed" } }""");
        var field = Field(FieldKind.Parameter);
        Assert.That((FieldValue.Read(definition, field), FieldValue.ReadMode(definition, field)), Is.EqualTo(("1 mm", "fixed")));

        FieldValue.Write(definition, field, "3 mm");
        FieldValue.WriteMode(definition, field, "calibrate");

        Assert.That(definition["modality"]!["key"]!.ToJsonString(), Is.EqualTo("""{"nominal":"3 mm","prior":"2 um","mode":"calibrate"}"""));
    }

    [Test]
    public void A_parameter_without_more_to_say_is_a_value_alone()
    {
        var definition = Definition("""{ "key": "1 mm" }""");
        var field = Field(FieldKind.Parameter);

        FieldValue.WriteMode(definition, field, "fixed");
        Assert.That(definition["modality"]!["key"]!.ToJsonString(), Is.EqualTo("""{"nominal":"1 mm","mode":"fixed"}"""));

        FieldValue.WriteMode(definition, field, "");
        Assert.That(definition["modality"]!["key"]!.ToJsonString(), Is.EqualTo("\"1 mm\""));
    }

    [Test]
    public void A_finding_belongs_to_the_field_of_its_path_and_not_to_one_whose_name_begins_alike()
    {
        var field = Field(FieldKind.Number);

        Assert.That(new[] { "modality:key", "modality:key:nominal", "modality:key[1]", "modality:keys", "data:key" }.Select(field.Has), Is.EqualTo(new[] { true, true, true, false, false }));
    }

    private static FormField Field(FieldKind kind) => new("modality", "key", kind, "m", false, "");

    private static JsonObject Definition(string section) => new() { ["modality"] = JsonNode.Parse(section) };
}

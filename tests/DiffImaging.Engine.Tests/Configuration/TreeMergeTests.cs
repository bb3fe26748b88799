using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;

namespace DiffImaging.Engine.Tests.Configuration;

/// <summary>What a later layer does to an earlier one: files and settings alike.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TreeMergeTests : IDisposable
{
    private const string Lower = """
        {
          "modality": { "id": "holography", "distance": "1 mm" },
          "pipeline": [
            { "id": "plane-wave" },
            { "name": "propagation", "id": "angular-spectrum", "distance": "1 mm", "tilt": ["1", "2"], "pupil": { "mode": "fixed" } },
          ],
          "regularizers": [ { "id": "sparsity", "weight": "0.1" } ],
          "fidelity": { "id": "gaussian", "sigma": "2" }
        }
        """;

    private readonly LayerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Objects_are_merged_key_by_key_and_the_later_layer_wins() =>
        Expect("""{ "modality": { "distance": "2 mm", "wavelength": "405 nm" } }""",
            "modality", """{"id":"holography","distance":"2 mm","wavelength":"405 nm"}""");

    [Test]
    public void A_list_replaces_the_whole_list() =>
        Expect("""{ "pipeline": [ { "id": "other" } ] }""", "pipeline", """[{"id":"other"}]""");

    [TestCase("[]")]
    [TestCase("null")]
    public void An_empty_list_replaces_the_whole_list(string empty)
    {
        var tree = _folder.Read([Lower, $$"""{ "pipeline": {{empty}} }"""]);

        var findings = new DiffImaging.Sdk.Diagnostics.FindingList("");
        Assert.That(ComponentList.Read(tree, "pipeline", findings), Is.Empty);
        Assert.That(findings.HasErrors, Is.False);
    }

    [Test]
    public void An_object_addresses_elements_by_name() =>
        Expect("""{ "pipeline": { "propagation": { "distance": "3 mm" } } }""", "pipeline:1:distance", "\"3 mm\"");

    [Test]
    public void An_element_without_a_name_is_addressed_by_its_id() =>
        Expect("""{ "pipeline": { "plane-wave": { "power": "2" } } }""", "pipeline:0", """{"id":"plane-wave","power":"2"}""");

    [TestCase("Pipeline:PROPAGATION:Distance=4 mm")]
    [TestCase("pipeline:1:distance=4 mm")]
    [TestCase(" pipeline:propagation:distance = 4 mm")]
    public void A_setting_addresses_elements_by_name_or_index_in_any_case(string setting) =>
        ExpectSetting(setting, "pipeline:1:distance", "\"4 mm\"");

    [Test]
    public void An_object_with_an_id_adds_an_element_under_its_name() =>
        Expect("""{ "pipeline": { "sensor": { "id": "pixel-sensor", "bits": 8 } } }""", "pipeline:2", """{"bits":"8","id":"pixel-sensor","name":"sensor"}""");

    [Test]
    public void A_later_setting_may_address_what_an_earlier_one_added()
    {
        var tree = _folder.Read([Lower], "pipeline:sensor:id=pixel-sensor", "pipeline:sensor:bits=8");

        Assert.That(Text(tree, "pipeline:2"), Is.EqualTo("""{"id":"pixel-sensor","name":"sensor","bits":"8"}"""));
    }

    [Test]
    public void A_component_with_another_id_takes_no_options_over() =>
        Expect("""{ "fidelity": { "id": "poisson" }, "pipeline": { "propagation": { "id": "fresnel", "distance": "9 mm" } } }""",
            "", """{"fidelity":{"id":"poisson"},"pipeline":[{"id":"plane-wave"},{"name":"propagation","distance":"9 mm","id":"fresnel"}]}""", "fidelity", "pipeline");

    [Test]
    public void An_element_named_by_its_id_keeps_the_name_when_the_id_changes() =>
        Expect("""{ "pipeline": { "plane-wave": { "id": "spherical-wave" } } }""", "pipeline:0", """{"id":"spherical-wave","name":"plane-wave"}""");

    [TestCase("distance:mode=fixed", "distance", """{"nominal":"1 mm","mode":"fixed"}""")]
    [TestCase("tilt:mode=fixed", "tilt", """{"nominal":["1","2"],"mode":"fixed"}""")]
    [TestCase("pupil=0.5", "pupil", """{"mode":"fixed","nominal":"0.5"}""")]
    [TestCase("distance:mod=fixed", "distance", """{"nominal":"1 mm","mod":"fixed"}""")]
    public void A_quantity_and_its_long_form_extend_each_other(string setting, string key, string expected) =>
        ExpectSetting($"pipeline:propagation:{setting}", $"pipeline:1:{key}", expected);

    [Test]
    public void A_quantity_over_its_long_form_is_its_nominal_value()
    {
        var tree = _folder.Read([Lower], "pipeline:propagation:distance:mode=fixed", "pipeline:propagation:distance=5 mm");

        Assert.That(Text(tree, "pipeline:1:distance"), Is.EqualTo("""{"nominal":"5 mm","mode":"fixed"}"""));
    }

    [Test]
    public void A_weight_gets_an_end() =>
        ExpectSetting("regularizers:sparsity:weight:end=0.01", "regularizers:0:weight", """{"start":"0.1","end":"0.01"}""");

    [Test]
    public void A_list_that_is_not_there_yet_is_made_by_index()
    {
        var tree = _folder.Read([Lower], "data:backgrounds:0=a.tif", "data:backgrounds:1=b.tif");

        Assert.That(Text(tree, "data"), Is.EqualTo("""{"backgrounds":["a.tif","b.tif"]}"""));
    }

    [Test]
    public void An_element_of_a_list_of_values_is_replaced_by_index()
    {
        const string Layer = """{ "data": { "backgrounds": ["a.tif", "b.tif"], "darks": "c.tif" } }""";

        var tree = _folder.Read([Layer], "data:backgrounds:1=d.tif", "data:darks:1=e.tif");

        Assert.That(Text(tree, "data"), Is.EqualTo("""{"backgrounds":["a.tif","d.tif"],"darks":["c.tif","e.tif"]}"""));
    }

    [TestCase("pipeline:propagatoin:distance=1 mm", "pipeline:propagatoin", "did you mean 'propagation'?")]
    [TestCase("regularizers:tv:weight=1", "regularizers:tv", "no element is named 'tv'")]
    [TestCase("pipeline:7:distance=1 mm", "pipeline:7", "the next has the index 2")]
    [TestCase("data:backgrounds:1=a.tif", "data:backgrounds:1", "the next has the index 0")]
    [TestCase("pipelin:propagation:distance=1 mm", "pipelin:propagation:distance", "did you mean 'pipeline'?")]
    [TestCase("pipeline:propagation:distance", "--set", "key:path=value")]
    [TestCase("=1", "--set", "key:path=value")]
    public void What_does_not_exist_is_an_error_with_its_place_and_the_nearest_name(string setting, string path, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => _folder.Read([Lower], setting));

        var finding = error!.Findings.Single();
        Assert.That(finding.Path, Is.EqualTo(path));
        Assert.That(finding.Message, Does.Contain(message));
    }

    [Test]
    public void An_element_addressed_in_an_emptied_list_is_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => _folder.Read([Lower, """{ "regularizers": [] }"""], "regularizers:sparsity:weight=1"));

        Assert.That(error!.Message, Does.Contain("no element is named 'sparsity'"));
    }

    [Test]
    public void Layers_are_left_as_they_are()
    {
        var (lower, upper) = (JsonNode.Parse(Lower, documentOptions: new() { AllowTrailingCommas = true })!.AsObject(), new JsonObject { ["modality"] = new JsonObject { ["distance"] = "2 mm" } });
        var before = lower.ToJsonString();

        TreeMerge.Merge(lower, upper);

        Assert.That(lower.ToJsonString(), Is.EqualTo(before));
    }

    private void Expect(string layer, string path, string expected, params string[] only)
    {
        var tree = _folder.Read([Lower, layer]);
        foreach (var key in tree.Select(pair => pair.Key).Where(key => only.Length > 0 && !only.Contains(key)).ToList())
        {
            tree.Remove(key);
        }

        // Keys of a file come in alphabetical order: only which there are, and with what, is compared.
        Assert.That(JsonNode.DeepEquals(At(tree, path), JsonNode.Parse(expected)), Is.True, At(tree, path)?.ToJsonString());
    }

    private void ExpectSetting(string setting, string path, string expected)
    {
        var tree = _folder.Read([Lower], setting);

        Assert.That(JsonNode.DeepEquals(At(tree, path), JsonNode.Parse(expected)), Is.True, At(tree, path)?.ToJsonString());
    }

    private static JsonNode? At(JsonNode? tree, string path) => path.Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(tree, (node, key) => node is JsonArray list ? list[int.Parse(key, null)] : node?[key]);

    private static string? Text(JsonNode tree, string path) => At(tree, path)?.ToJsonString();
}

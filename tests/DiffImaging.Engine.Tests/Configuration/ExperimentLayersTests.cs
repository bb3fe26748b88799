using DiffImaging.Engine.Configuration;

namespace DiffImaging.Engine.Tests.Configuration;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
public sealed class ExperimentLayersTests : IDisposable
{
    private readonly LayerFolder _folder = new();
    private readonly List<string> _variables = [];

    public void Dispose()
    {
        _variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        _folder.Dispose();
    }

    [Test]
    public void Files_then_environment_then_settings()
    {
        Set("DIFFIMAGING_MODALITY__DISTANCE", "2 mm");
        Set("DIFFIMAGING_modality__wavelength", "2 nm");
        Set("DIFFIMAGING_pipeline__propagation__distance", "2 mm");
        var file = _folder.Write("""
            {
              "modality": { "distance": "1 mm", "wavelength": "1 nm", "pitch": "1 µm" },
              "pipeline": [ { "name": "propagation", "id": "angular-spectrum" } ]
            }
            """);

        var tree = ExperimentLayers.Read([file], ["modality:wavelength=3 nm"]);

        Assert.That(tree["modality"]!["distance"]!.ToString(), Is.EqualTo("2 mm"));
        Assert.That(tree["modality"]!["wavelength"]!.ToString(), Is.EqualTo("3 nm"));
        Assert.That(tree["modality"]!["pitch"]!.ToString(), Is.EqualTo("1 µm"));
        Assert.That(tree["pipeline"]![0]!["distance"]!.ToString(), Is.EqualTo("2 mm"));
    }

    [Test]
    public void Variables_that_are_no_settings_are_left_out()
    {
        Set("DIFFIMAGING_SHARED_DATA", "/data");
        Set("DIFFIMAGING_DATA", "/data");
        Set("DIFFIMAGING_SERVER__URL", "http://localhost");

        Assert.That(ExperimentLayers.Read([_folder.Write("{}")], []), Is.Empty);
    }

    [Test]
    public void The_environment_does_not_count_where_it_is_not_asked()
    {
        Set("DIFFIMAGING_modality__distance", "2 mm");

        Assert.That(ExperimentLayers.Read([_folder.Write("{}")], [], useEnvironment: false), Is.Empty);
    }

    [Test]
    public void A_section_has_one_name_in_whatever_case_it_is_written()
    {
        var tree = _folder.Read(["""{ "Modality": { "ID": "a" } }""", """{ "MODALITY": { "id": "a", "distance": "1 mm" } }"""]);

        Assert.That(tree.Single().Key, Is.EqualTo("modality"));
        Assert.That(tree["modality"]!.AsObject(), Has.Count.EqualTo(2));
    }

    [Test]
    public void Comments_and_trailing_commas_are_allowed() =>
        Assert.That(_folder.Read(["{ // a comment\n \"run\": { \"seed\": 3, /* another */ }, }"])["run"]!["seed"]!.ToString(), Is.EqualTo("3"));

    [Test]
    public void A_name_that_begins_with_a_dot_is_a_file_too() =>
        Assert.That(ExperimentLayers.Read([_folder.Write("{ \"run\": { \"seed\": 3 } }", ".hidden.json")], [], useEnvironment: false), Is.Not.Empty);

    [Test]
    public void More_than_ten_elements_keep_their_order()
    {
        var tree = _folder.Read([$$"""{ "data": { "frames": [{{string.Join(", ", Enumerable.Range(0, 12))}}] } }"""]);

        Assert.That(tree["data"]!["frames"]!.AsArray().Select(node => node!.ToString()), Is.EqualTo(Enumerable.Range(0, 12).Select(index => $"{index}")));
    }

    [TestCase("{\n  \"run\": {\n    \"seed\" 3\n  }\n}", "line 3")]
    [TestCase("", "line 1")]
    [TestCase("[1, 2]", "cannot be read")]
    [TestCase("{ \"run\": 1, \"Run\": 2 }", "duplicate")]
    public void What_is_no_definition_is_an_error_with_file_and_line(string text, string cause)
    {
        var file = _folder.Write(text);

        var error = Assert.Throws<ConfigurationException>(() => ExperimentLayers.Read([file], []));

        Assert.That(error!.Findings.Single().Path, Is.EqualTo(file));
        Assert.That(error.Message, Does.Contain(cause));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Assert.That(() => ExperimentLayers.Read([Path.Combine(_folder.Root, "nowhere.json")], []),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("nowhere.json").And.Message.Contains("missing"));

    private void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        _variables.Add(name);
    }
}

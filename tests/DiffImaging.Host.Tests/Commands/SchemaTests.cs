using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Commands;

/// <summary>The schema of definitions is printed for editors.</summary>
[TestFixture]
public sealed class SchemaTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task It_knows_the_components_of_the_plugins_with_units_and_defaults()
    {
        var schema = (await _folder.CallAsync("schema")).Expect(0).Json;

        Assert.That((string?)schema["$schema"], Is.EqualTo("https://json-schema.org/draft/2020-12/schema"));
        Assert.That(schema["x-plugins"]!.AsObject().Select(plugin => plugin.Key), Does.Contain("holography").And.Contain("sensors"));
        var modality = schema["$defs"]!["modality.inline-holography"]!;
        Assert.That(modality["required"]!.AsArray().Select(key => (string?)key), Does.Contain("wavelength"));
        var wavelength = modality["properties"]!["wavelength"]!;
        Assert.That(((string?)wavelength["x-unit"], (string?)wavelength["title"], (string?)wavelength["description"]), Is.EqualTo(("m", "number in m", "Vacuum wavelength.")));
        Assert.That((bool)schema["$defs"]!["forward-stage.angular-spectrum"]!["properties"]!["bandLimit"]!["default"]!, Is.False);
    }

    [Test]
    public async Task A_plugin_that_is_not_loaded_is_not_in_it()
    {
        _folder.Write("plugins.json", """{ "plugins": [] }""");

        var schema = (await _folder.CallAsync("schema", "--plugins", "plugins.json")).Expect(0).Json;

        Assert.That(schema["$defs"]!["modality"]!["properties"]!["id"]!["enum"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_definition_may_name_its_schema_and_is_the_same_without()
    {
        var frame = _folder.WriteFrame("measurement.npy", TinyExperiment.Rows, TinyExperiment.Columns);
        _folder.Write("without.json", TinyExperiment.Definition(frame));
        var definition = TinyExperiment.Definition(frame);
        definition["$schema"] = "experiment.schema.json";
        _folder.Write("with.json", definition);

        var resolved = await Task.WhenAll(new[] { "with.json", "without.json" }.Select(async file => (await _folder.CallAsync("validate", file, "--json")).Expect(0).Json["resolved"]!));

        Assert.That(resolved[0].ToJsonString(), Is.EqualTo(resolved[1].ToJsonString()));
    }
}

using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Plugins;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Host.Tests.Commands;

/// <summary><c>new</c>: what it writes is valid as it stands, and runs.</summary>
[TestFixture]
public sealed class NewTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    private static IEnumerable<string> Modalities() => PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json")).Components
        .Where(component => component.Contract == typeof(IModalityFactory)).Select(component => component.Id);

    public void Dispose() => _folder.Dispose();

    [TestCaseSource(nameof(Modalities))]
    public async Task The_definition_of_every_modality_is_valid_as_it_stands(string modality)
    {
        (await _folder.CallAsync("new", modality, "--output", "my.json")).Expect(0);

        var document = (await _folder.CallAsync("validate", "my.json", "--json")).Expect(0).Json;

        Assert.That((string?)document["resolved"]!["modality"]!["id"], Is.EqualTo(modality));
    }

    [Test]
    public async Task It_runs_as_it_stands()
    {
        (await _folder.CallAsync("new", "inline-holography")).Expect(0);

        (await _folder.CallAsync("run", "inline-holography.json", "--output", "result")).Expect(0);

        Assert.That(File.Exists(_folder["result/result.json"]), Is.True);
    }

    [Test]
    public async Task Every_option_is_told_with_unit_range_and_default()
    {
        (await _folder.CallAsync("new", "inline-holography")).Expect(0);

        var text = await File.ReadAllTextAsync(_folder["inline-holography.json"]);
        Assert.That(text, Does.Contain("    // Vacuum wavelength. [number in m; 100 pm to 100 µm; required]\n    \"wavelength\": \"532 nm\",\n"));
        Assert.That(text, Does.Contain("[number; 1 to 3; default 1]\n    // \"refractiveIndex\": 1,\n"));
        Assert.That(text, Does.Contain("// \"$schema\":").And.Contain("\"simulation\": \"inline-holography.simulation.json\""));
    }

    [Test]
    public async Task A_file_that_exists_is_not_written_over()
    {
        _folder.Write("my.simulation.json", "mine");

        var call = (await _folder.CallAsync("new", "inline-holography", "--output", "my.json")).Expect(1);

        Assert.That(call.Errors, Does.Contain("my.simulation.json exists already"));
        Assert.That(_folder.Entries, Is.EqualTo(new[] { "my.simulation.json" }));
    }

    [Test]
    public async Task A_specimen_of_another_plugin_whose_examples_throw_changes_nothing()
    {
        using var plugins = new PluginFolder();
        plugins.ListOwn();
        plugins.Add("Mistaken");

        (await _folder.CallAsync("new", "inline-holography", "--output", "my.json", "--plugins", plugins.WriteList())).Expect(0);

        Assert.That(await File.ReadAllTextAsync(_folder["my.simulation.json"]), Does.Contain("\"specimen\"").And.Not.Contain("a-mistaken-specimen"));
    }

    [Test]
    public async Task An_unknown_modality_is_told_with_the_nearest() =>
        Assert.That((await _folder.CallAsync("new", "inline-hologrphy")).Expect(2).Errors, Does.Contain("did you mean 'inline-holography'"));
}

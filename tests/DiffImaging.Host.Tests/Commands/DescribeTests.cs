using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Descriptions;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Commands;

/// <summary>What components and sections take, told without opening the source.</summary>
[TestFixture]
public sealed class DescribeTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Without_a_name_everything_is_listed_by_kind()
    {
        var output = (await _folder.CallAsync("describe")).Expect(0).Output;

        string[] inOrder = ["modality (section modality)", "  inline-holography", "forward stage (section pipeline)", "  angular-spectrum", "  intensity-sensor", "fidelity term", "  poisson",
            "regularizer", "  total-variation", "constraint", "noise model", "specimen", "  cells", "sections of a definition", "  schedule"];
        Assert.That(inOrder.Select(part => output.IndexOf(part, StringComparison.Ordinal)), Is.Ordered.And.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public async Task A_stage_is_told_with_units_ranges_and_defaults()
    {
        var output = (await _folder.CallAsync("describe", "angular-spectrum")).Expect(0).Output;

        Assert.That(output, Does.StartWith("""
            angular-spectrum: forward stage, from the plugin holography 1.0.0
            Propagation through a homogeneous medium by the angular spectrum method.

              "pipeline": [ …, { "id": "angular-spectrum", "distance": … }, … ]

            options
              distance         parameter in m; -10 m to 10 m; required

            """.ReplaceLineEndings("\n")));
        Assert.That(output, Does.Contain("bandLimit        true or false; default false").And.Contain("sourceDistance   number in m; 1 µm to 100 m; optional").And.Contain("describe parameter"));
    }

    [Test]
    public async Task Records_inside_records_are_indented()
    {
        var output = (await _folder.CallAsync("describe", "inline-holography")).Expect(0).Output;

        Assert.That(output, Does.Contain("\n  scan ").And.Contain("\n      step     number in m; 1 nm to 1 m; optional\n          Step;"));
        Assert.That(output, Does.Contain("complex | log-amplitude-phase | phase-only | absorption-only | real; default complex"));
    }

    [Test]
    public async Task An_id_of_two_kinds_is_told_twice()
    {
        var output = (await _folder.CallAsync("describe", "poisson")).Expect(0).Output;

        Assert.That(output, Does.Contain("poisson: fidelity term").And.Contain("poisson: noise model"));
    }

    [Test]
    public async Task A_regularizer_is_told_with_the_keys_that_the_engine_reads() =>
        Assert.That((await _folder.CallAsync("describe", "total-variation")).Expect(0).Output, Does.Contain("keys of every regularizer").And.Contain("weight  number or object; required").And.Contain("target"));

    [TestCase("schedule", "innerIterations", "adam | sgd | fista | alternating | gauss-newton | newton | lbfgs | admm | parameters; required")]
    [TestCase("run", "checkpointInterval", "single | double; default single")]
    [TestCase("output", "title", "true or false; default true")]
    [TestCase("data", "normalization", "centerColumn", "specimen")]
    [TestCase("pipeline", "thin-object", "name")]
    [TestCase("parameter", "bounds", "fixed | calibrate | design | sample")]
    public async Task A_section_of_the_engine_is_told_likewise(string section, params string[] parts)
    {
        var output = (await _folder.CallAsync("describe", section)).Expect(0).Output;

        foreach (var part in parts)
        {
            Assert.That(output, Does.Contain(part));
        }
    }

    [Test]
    public async Task As_json_numbers_are_in_si()
    {
        var component = (await _folder.CallAsync("describe", "cells", "--json")).Expect(0).Json["components"]!.AsArray().Single()!;

        Assert.That(((string?)component["kind"], (string?)component["plugin"], (string?)component["section"]), Is.EqualTo(("specimen", "holography", "data")));
        var options = component["options"]!.AsArray().ToDictionary(option => (string)option!["key"]!, option => option!);
        Assert.That(((bool)options["extent"]["required"]!, (string?)options["extent"]["unit"]), Is.EqualTo((true, "m")));
        Assert.That(options["radius"]["default"]!.AsArray().Select(value => (double)value!), Is.EqualTo(new[] { 5e-6, 12e-6 }));
        Assert.That(options["extent"]["range"]!.AsArray().Select(value => (double)value!), Is.EqualTo(new[] { 1e-6, 1.0 }));
    }

    [Test]
    public void Every_option_of_every_component_and_section_has_a_description()
    {
        var components = PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json")).Components;
        var options = components.SelectMany(component => Below(component.Id, OptionReader.Read(component.Factory.OptionsType)))
            .Concat(DefinitionSections.All.SelectMany(section => Below(section.Name, section.Options)));

        Assert.That(options.Where(option => option.Description.Length == 0).Select(option => option.Path), Is.Empty);
    }

    private static IEnumerable<(string Path, string Description)> Below(string path, IEnumerable<OptionDescription> options) => options.SelectMany(option =>
        Below($"{path}:{option.Key}", option.Options).Prepend(($"{path}:{option.Key}", option.Description)));
}

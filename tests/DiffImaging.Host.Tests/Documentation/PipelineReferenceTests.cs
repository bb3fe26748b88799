using System.Text.RegularExpressions;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Simulation;
using DiffImaging.Engine.Starts;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Engine.Weights;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Options;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests.Documentation;

/// <summary>The reference page tells every component and every option, and none that is not there.</summary>
[TestFixture]
public sealed partial class PipelineReferenceTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot()!, "sdk", "docs", "pipeline-reference.md"));

    private static readonly IReadOnlyCollection<Component> Components =
        PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json")).Components;

    [Test]
    public void Every_component_has_a_section_with_exactly_its_options()
    {
        // Two contracts may share an id: their sections follow each other under the same heading.
        var expected = Components.Select(component => $"{component.Id}: {Keys(component.Factory.OptionsType)}").Order();

        var found = ComponentSection().Matches(Page).Select(match => $"{match.Groups["id"].Value}: {Rows(match.Groups["body"].Value)}").Order();

        Assert.That(found, Is.EqualTo(expected));
    }

    [TestCase(typeof(DataOptions))]
    [TestCase(typeof(SimulationOptions))]
    [TestCase(typeof(PhaseOptions))]
    [TestCase(typeof(StartOptions))]
    [TestCase(typeof(WeightChoiceOptions))]
    [TestCase(typeof(UncertaintyOptions))]
    [TestCase(typeof(WeightOptions))]
    [TestCase(typeof(OutputOptions))]
    [TestCase(typeof(RunOptions))]
    public void Every_section_of_a_definition_has_a_table_with_exactly_its_options(Type options)
    {
        var tables = Table().Matches(Page).Select(match => Rows(match.Value));

        Assert.That(tables, Does.Contain(Keys(options)));
    }

    private static string Keys(Type options) => string.Join(", ", OptionKey.Of(options).Select(key => key.Name));

    // A section's own table is its first; what follows it belongs to nested options.
    private static string Rows(string text) =>
        string.Join(", ", Row().Matches(Table().Match(text).Value).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"^### `(?<id>[^`]+)`$(?<body>.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ComponentSection();

    [GeneratedRegex(@"^\| key \|.*\n\|[-|]+\|\n(?:\|.*\n)*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}

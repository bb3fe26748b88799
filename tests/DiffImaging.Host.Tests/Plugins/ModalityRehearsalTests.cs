using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Plugins.Verification;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>What is checked of a modality whose example is wrong.</summary>
[TestFixture]
public sealed class ModalityRehearsalTests
{
    [TestCase("{ }", "no object")]
    [TestCase("no object", "{ }")]
    public void An_example_that_cannot_be_read_is_a_failed_check(string options, string specimen)
    {
        using var folder = new WorkFolder();
        folder.Write("plugins.json", """{ "plugins": [] }""");
        var example = new ComponentExample(options) { Specimen = specimen };

        var results = new ModalityRehearsal(PluginCatalog.Load(folder["plugins.json"]), new BriefModality(example).AsComponent("A modality."), example).Check().ToList();

        Assert.That(results.Select(result => (result.Name, result.Passed)), Is.EqualTo(new[] { ("Options and specimen of its example can be read", false) }));
    }
}

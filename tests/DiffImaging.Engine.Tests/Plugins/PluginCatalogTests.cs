using System.Diagnostics;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Plugins;

[TestFixture]
public sealed class PluginCatalogTests
{
    [Test]
    public void A_good_plugin_among_bad_ones_makes_a_stage_that_works()
    {
        using var folder = CreateMixed();
        var catalog = folder.Load();
        var definition = new ComponentDefinition("pass", "pass", [], "pipeline:pass");
        var input = Fakes.FakePlan.Source(2, 2) with { Domain = SignalDomain.Field };

        var plan = catalog.Find<IForwardStageFactory>("pass", out var problem)!.Plan(definition, input);

        using var stage = plan.Create(Fakes.FakePlan.Double);
        using var scope = torch.NewDisposeScope();
        var field = torch.ones([1, 1, 2, 2], torch.ScalarType.ComplexFloat64);
        Assert.That(stage.Forward(new Signal(field, input), VariableValues.Empty, FrameRange.All(1)).Tensor.sum().real.item<double>(), Is.EqualTo(4));
        Assert.That(problem, Is.Empty);
        Assert.That(catalog.Plugins.Select(plugin => plugin.Status), Is.EqualTo(new[]
        {
            PluginStatus.Malfunctioned, PluginStatus.Active, PluginStatus.Malfunctioned, PluginStatus.Refused, PluginStatus.Disabled,
        }));
        Assert.That(catalog.Components.Select(component => component.Id), Is.EqualTo(new[] { "pass" }));
    }

    [Test]
    public void An_unknown_id_is_answered_with_the_nearest_and_with_the_plugins_that_did_not_load()
    {
        using var folder = CreateMixed();

        var found = folder.Load().Find<IForwardStageFactory>("pas", out var problem);

        Assert.That(found, Is.Null);
        Assert.That(problem, Does.Contain("forward stage 'pas'").And.Contain("did you mean 'pass'?"));
        Assert.That(problem, Does.Contain("'throwing' is Malfunctioned").And.Contain("the licence server does not answer"));
        Assert.That(problem, Does.Not.Contain("'off'"));
    }

    [Test]
    public void An_id_counts_within_its_contract_only()
    {
        using var folder = CreateMixed();

        Assert.That(folder.Load().Find<IModalityFactory>("pass", out var problem), Is.Null);
        Assert.That(problem, Does.Contain("modality 'pass'").And.Contain("none is known here"));
    }

    [TestCase("{ \"plugins\": [ { \"id\": \"a\", \"path\": ", "LineNumber")]
    [TestCase("{ \"plugins\": [ { \"id\": \"a\", \"path\": \"b\", \"enable\": true } ] }", "enable")]
    [TestCase("{ \"plugins\": [ { \"id\": \"a\" } ] }", "path")]
    [TestCase("{ \"plugins\": [ { \"id\": null, \"path\": \"b\" } ] }", "id")]
    [TestCase("{ \"plugins\": [ { \"id\": \"a\", \"path\": \"\" } ] }", "empty")]
    [TestCase("{ \"plugins\": [ null ] }", "empty")]
    [TestCase("{ \"plugins\": null }", "plugins")]
    [TestCase("{ }", "plugins")]
    [TestCase("[]", "plugins")]
    [TestCase("", "plugins")]
    public void A_malformed_list_is_an_error_that_names_file_and_cause(string text, string cause)
    {
        using var folder = new PluginFolder();
        File.WriteAllText(folder.ListPath, text);

        var error = Assert.Throws<PluginListException>(() => PluginCatalog.Load(folder.ListPath));

        Assert.That(error!.Message, Does.StartWith(folder.ListPath).And.Contain(cause));
    }

    [Test]
    public void A_missing_list_and_a_folder_in_its_place_are_errors_that_name_it()
    {
        using var folder = new PluginFolder();

        Assert.That(() => PluginCatalog.Load(folder.ListPath), Throws.TypeOf<PluginListException>().With.Message.Contains(folder.ListPath));
        Assert.That(() => PluginCatalog.Load(folder.Root), Throws.TypeOf<PluginListException>().With.Message.Contains(folder.Root));
    }

    [Test]
    public void Comments_and_trailing_commas_are_allowed_and_an_empty_list_is_one()
    {
        using var folder = new PluginFolder();
        File.WriteAllText(folder.ListPath, "{ /* none yet */ \"plugins\": [ ], }");

        Assert.That(PluginCatalog.Load(folder.ListPath).Plugins, Is.Empty);
    }

    [Test]
    [Platform("Linux", Reason = "reads /proc/self/maps")]
    public async Task Loading_plugins_loads_no_native_torch()
    {
        using var folder = CreateMixed();
        var output = AppContext.BaseDirectory.Replace("DiffImaging.Engine.Tests", "TestPlugins.CatalogProbe", StringComparison.Ordinal);
        var probe = Path.Combine(output, "TestPlugins.CatalogProbe.dll");

        using var process = Process.Start(new ProcessStartInfo("dotnet", [probe, folder.WriteList()]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.That(text, Does.Contain("good: Active, 1 component(s)").And.Match("(?m)^native torch: $"));
        Assert.That(Directory.EnumerateFiles(output, "*TorchSharp.so", SearchOption.AllDirectories), Is.Not.Empty, "it could have been loaded");
    }

    private static PluginFolder CreateMixed()
    {
        var folder = new PluginFolder();
        folder.Add("Throwing");
        folder.Add("Good");
        folder.List("missing", "Missing.dll");
        folder.Add("Rival");
        folder.List("off", "Off.dll", enabled: false);
        return folder;
    }
}

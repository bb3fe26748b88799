using System.Runtime.CompilerServices;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>Plugins go when they are let go of; one that stays is named.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginUnloadingTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_disposed_catalog_leaves_nothing_of_a_plugin_that_was_planned_created_and_differentiated()
    {
        _folder.Add("Versioned");

        var unloaded = UseAndDispose(catalog => Differentiate(catalog));

        Assert.That(unloaded.Select(plugin => plugin.Id), Is.EqualTo(new[] { "versioned" }));
        Assert.That(UnloadedPlugin.FindRemaining(unloaded), Is.Empty);
    }

    [Test]
    public void A_plugin_that_something_holds_is_named()
    {
        _folder.Add("Lingering");
        _folder.Add("Good");

        var unloaded = UseAndDispose(_ => { });

        Assert.That(unloaded.Select(plugin => plugin.Id), Is.EqualTo(new[] { "lingering", "good" }));
        Assert.That(UnloadedPlugin.FindRemaining(unloaded).Select(plugin => plugin.Id), Is.EqualTo(new[] { "lingering" }));
    }

    [Test]
    public void A_plugin_that_is_not_let_in_is_unloaded_at_once()
    {
        _folder.Add("Good");
        _folder.Add("Rival");

        using var catalog = _folder.Load();

        Assert.That(catalog.Plugins[1].Status, Is.EqualTo(PluginStatus.Refused));
        Assert.That(catalog.Unloaded.Select(plugin => plugin.Id), Is.EqualTo(new[] { "rival" }));
        Assert.That(UnloadedPlugin.FindRemaining(catalog.Unloaded), Is.Empty);
    }

    [Test]
    public void A_disposed_catalog_offers_nothing()
    {
        _folder.Add("Good");
        var catalog = _folder.Load();

        catalog.Dispose();

        Assert.That(catalog.Components, Is.Empty);
        Assert.That(catalog.Find<IForwardStageFactory>("pass", out var problem), Is.Null, problem);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IReadOnlyList<UnloadedPlugin> UseAndDispose(Action<PluginCatalog> use)
    {
        var catalog = _folder.Load();
        use(catalog);
        catalog.Dispose();
        return catalog.Unloaded;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Differentiate(PluginCatalog catalog)
    {
        var definition = new ComponentDefinition("versioned", "versioned", new() { ["numbers"] = "1", ["choice"] = "product" }, "pipeline:versioned");
        var input = Fakes.FakePlan.Source(2, 2) with { Domain = SignalDomain.Intensity };
        var plan = catalog.Find<IForwardStageFactory>("versioned", out _)!.Plan(definition, input);
        using var stage = plan.Create(Fakes.FakePlan.Double);
        using var scope = torch.NewDisposeScope();
        var light = torch.ones([1, 1, 2, 2], torch.ScalarType.Float64, requires_grad: true);
        stage.Forward(new Signal(light, input), VariableValues.Empty, FrameRange.All(1)).Tensor.sum().backward();
        Assert.That(light.grad!.sum().item<double>(), Is.EqualTo(4));
    }
}

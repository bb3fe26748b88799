using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>A plugin that never comes to an end of loading costs a time, and itself alone.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginTimeoutTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("Endless")]
    [TestCase("EndlessStatic")]
    public void An_endless_constructor_is_a_malfunction_with_the_reason(string plugin)
    {
        _folder.Add(plugin);
        SetTimeout(0.5);

        using var catalog = PluginCatalog.Load(_folder.ListPath);

        Assert.That(catalog.Plugins.Single().Status, Is.EqualTo(PluginStatus.Malfunctioned));
        Assert.That(catalog.Plugins[0].Reason, Does.Contain("within 0.5 s").And.Contain("loadTimeout").And.Contain("endless"));
    }

    [Test]
    public void The_second_has_less_time_and_its_reason_says_why()
    {
        _folder.Add("Endless");
        _folder.Add("EndlessStatic");
        SetTimeout(3);

        using var catalog = PluginCatalog.Load(_folder.ListPath);

        Assert.That(catalog.Plugins.Select(each => each.Status), Is.All.EqualTo(PluginStatus.Malfunctioned));
        Assert.That(catalog.Plugins[1].Reason, Does.Contain("within 2 s, what endless plugins before it have left of 3 s"));
    }

    [Test]
    public void A_program_that_lives_long_waits_for_it_once()
    {
        _folder.Add("Endless");
        SetTimeout(0.5);
        using var live = new LivePlugins(_folder.ListPath);
        live.Current();
        _folder.Add("Good");
        SetTimeout(3600);

        // Waits an hour, or not at all.
        var plugins = live.Current().Plugins;

        Assert.That(plugins.Select(each => each.Status), Is.EqualTo(new[] { PluginStatus.Malfunctioned, PluginStatus.Active }));
        Assert.That(plugins[0].Reason, Does.Contain("within 0.5 s"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(4000)]
    public void A_timeout_out_of_range_is_refused(double seconds)
    {
        _folder.WriteList();
        SetTimeout(seconds);

        Assert.That(() => PluginCatalog.Load(_folder.ListPath), Throws.TypeOf<PluginListException>().With.Message.Contains("$.loadTimeout: found"));
    }

    private void SetTimeout(double seconds)
    {
        var list = (JsonObject)JsonNode.Parse(File.ReadAllText(_folder.WriteList()))!;
        list["loadTimeout"] = seconds;
        File.WriteAllText(_folder.ListPath, list.ToJsonString());
    }
}

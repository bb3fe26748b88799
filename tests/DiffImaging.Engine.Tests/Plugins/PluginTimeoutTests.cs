using System.Diagnostics;
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
        _folder.Add("Good");
        SetTimeout(0.5);

        using var catalog = PluginCatalog.Load(_folder.ListPath);

        Assert.That(catalog.Plugins.Select(each => each.Status), Is.EqualTo(new[] { PluginStatus.Malfunctioned, PluginStatus.Active }));
        Assert.That(catalog.Plugins[0].Reason, Does.Contain("within 0.5 s").And.Contain("loadTimeout").And.Contain("endless"));
    }

    [Test]
    public void A_program_that_lives_long_waits_for_it_once()
    {
        _folder.Add("Endless");
        var good = _folder.Add("Good");
        SetTimeout(2);
        using var live = new LivePlugins(_folder.ListPath);
        live.Current();
        File.SetLastWriteTimeUtc(good, DateTime.UtcNow.AddSeconds(5));

        var clock = Stopwatch.StartNew();
        var plugins = live.Current().Plugins;

        Assert.That(plugins.Select(each => each.Status), Is.EqualTo(new[] { PluginStatus.Malfunctioned, PluginStatus.Active }));
        Assert.That(live.Changed, Is.EqualTo(new[] { "good" }), $"after {clock.ElapsedMilliseconds} ms");
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

using System.Text.Json.Nodes;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>Two plugins with two versions of one library at work in one run.</summary>
[TestFixture]
public sealed class TwoVersionsTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly PluginFolder _plugins = new();

    public void Dispose()
    {
        _folder.Dispose();
        _plugins.Dispose();
    }

    [Test]
    public async Task Two_plugins_call_two_versions_of_one_library_in_one_run()
    {
        _plugins.ListOwn();
        _plugins.Add("OldLibrary");
        _plugins.Add("NewLibrary");
        var experiment = _folder.WriteExperiment("experiment.json", 2, new JsonObject { ["name"] = "old", ["id"] = "old-library" }, new JsonObject { ["name"] = "new", ["id"] = "new-library" });

        var run = (await _folder.CallAsync("run", experiment, "--plugins", _plugins.WriteList(), "--output", "out")).Expect(0);

        // While planning, then while computing.
        Assert.That(run.Output, Does.Contain("warning: pipeline:old: hello from 1").And.Contain("warning: pipeline:new: welcome from 2"));
        Assert.That(run.ErrorLines.Count(line => line == "oldlibrary: hello from 1"), Is.EqualTo(1));
        Assert.That(run.ErrorLines.Count(line => line == "newlibrary: welcome from 2"), Is.EqualTo(1));
        var timings = JsonNode.Parse(File.ReadAllText(_folder["out/result.json"]))!["timings"]!.AsArray();
        Assert.That(timings.Select(timing => $"{timing!["plugin"]} {timing["component"]} {timing["name"]}"), Does.Contain("oldlibrary old-library old").And.Contain("newlibrary new-library new").And.Contain("DiffImaging.Plugins.Sensors intensity-sensor sensor"));
        Assert.That(timings.Where(timing => (string)timing!["kind"]! == "forward stage").Select(timing => (long)timing!["calls"]!), Is.All.GreaterThan(2));
    }
}

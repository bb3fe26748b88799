using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Commands;

/// <summary>The states of plugins as <c>plugins</c> and <c>doctor</c> show them.</summary>
[TestFixture]
public sealed class PluginsTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly PluginFolder _plugins = new();

    public void Dispose()
    {
        _folder.Dispose();
        _plugins.Dispose();
    }

    [Test]
    public async Task Every_plugin_of_this_repository_is_active()
    {
        var output = (await _folder.CallAsync("plugins")).Expect(0).Output;

        Assert.That(output, Does.Contain("holography 1.0.0, SDK 1.0: active\n  modality:       inline-holography, off-axis-holography\n"));
        Assert.That(output, Does.Contain("sensors 1.0.0").And.Contain("noise 1.0.0").And.Contain("regularizers 1.0.0").And.Not.Contain("malfunctioned"));
    }

    [Test]
    public async Task Bad_plugins_are_listed_with_state_and_reason_and_are_no_error_of_the_call()
    {
        var json = (await _folder.CallAsync("plugins", "--plugins", ListBad(), "--json")).Expect(0).Json;

        var plugins = json["plugins"]!.AsArray().ToDictionary(plugin => (string)plugin!["id"]!, plugin => ((string?)plugin!["status"], (string)plugin["reason"]!));
        Assert.That(plugins.Select(pair => (pair.Key, pair.Value.Item1)), Is.EqualTo(new[] { ("good", "active"), ("old", "incompatible"), ("throwing", "malfunctioned"), ("off", "disabled") }));
        Assert.That(plugins["old"].Item2, Does.Contain("SDK 2.0"));
        Assert.That(plugins["throwing"].Item2, Does.Contain("the licence server does not answer"));
        Assert.That((string?)json["sdk"], Is.EqualTo("1.0"));
    }

    [Test]
    public async Task Pins_are_printed_for_the_list_and_then_refuse_a_changed_file()
    {
        _plugins.Add("Good");
        var throwing = _plugins.Add("Throwing");
        _plugins.List("off", "nowhere.dll", enabled: false);
        var list = _plugins.WriteList();

        File.WriteAllText(list, (await _folder.CallAsync("plugins", "--plugins", list, "--pin")).Expect(0).Output);
        var before = await StatesAsync(list);
        File.AppendAllText(throwing, "changed");
        var after = await StatesAsync(list);

        // What is pinned was not loaded for it: nothing threw.
        Assert.That(before.Select(plugin => (string?)plugin!["status"]), Is.EqualTo(new[] { "active", "malfunctioned", "disabled" }));
        Assert.That(before.Select(plugin => (bool)plugin!["pinned"]!), Is.EqualTo(new[] { true, true, false }));
        Assert.That((string?)after[1]!["status"], Is.EqualTo("refused"));
        Assert.That((string?)after[1]!["reason"], Does.Contain("TestPlugins.Throwing.dll").And.Contain("plugins --pin"));
    }

    [TestCase("nowhere/Missing.dll", "is missing")]
    [TestCase("TestPlugins.Good.dll", "give it a folder")]
    public async Task What_cannot_be_pinned_is_told(string path, string part)
    {
        File.Copy(_plugins.Add("Good"), Path.Combine(_plugins.Root, "TestPlugins.Good.dll"));
        _plugins.List("other", path);

        var call = (await _folder.CallAsync("plugins", "--plugins", _plugins.WriteList(), "--pin")).Expect(2);

        Assert.That(call.ErrorLines.Single(), Does.Contain("'other'").And.Contain(part));
        Assert.That(call.Output, Is.Empty);
    }

    private async Task<System.Text.Json.Nodes.JsonArray> StatesAsync(string list) =>
        (await _folder.CallAsync("plugins", "--plugins", list, "--json")).Expect(0).Json["plugins"]!.AsArray();

    [Test]
    public async Task The_doctor_finds_this_machine_ready()
    {
        var call = (await _folder.CallAsync("doctor")).Expect(0);

        foreach (var part in new[] { "C++ library", "tensor library", "complex FFT", "threads", "devices", "plugin holography", "This machine is ready." })
        {
            Assert.That(call.Output, Does.Contain(part));
        }
    }

    [Test]
    public async Task The_doctor_fails_over_a_bad_plugin_and_advises()
    {
        var json = (await _folder.CallAsync("doctor", "--plugins", ListBad(), "--json")).Expect(1).Json;

        Assert.That((bool)json["ready"]!, Is.False);
        var checks = json["checks"]!.AsArray().ToDictionary(check => (string)check!["name"]!, check => ((string?)check!["state"], (string)check["advice"]!));
        Assert.That(checks["plugin good"].Item1, Is.EqualTo("ok"));
        Assert.That(checks["plugin throwing"], Is.EqualTo(("fail", "Mend the plugin, or disable it in plugins.json.")));
        Assert.That(checks["complex FFT"].Item1, Is.EqualTo("ok"));
    }

    private string ListBad()
    {
        _plugins.Add("Good");
        PluginFolder.BuildAgainstSdk(_plugins.Add("Good", "Old"), 2, 0);
        _plugins.Add("Throwing");
        _plugins.List("off", "nowhere.dll", enabled: false);
        return _plugins.WriteList();
    }
}

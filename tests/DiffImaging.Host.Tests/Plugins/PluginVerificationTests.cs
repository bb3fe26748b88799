using System.Text.Json.Nodes;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary><c>plugins verify</c>: every flaw of a plugin's components is a failed check with its name, and none ends the report.</summary>
[TestFixture]
public sealed class PluginVerificationTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly PluginFolder _plugins = new();

    public void Dispose()
    {
        _folder.Dispose();
        _plugins.Dispose();
    }

    [Test]
    public async Task Every_flaw_is_found_and_the_report_goes_on_behind_it()
    {
        _plugins.Add("VerifiedFlaws");

        var report = (await _folder.CallAsync("plugins", "verify", "--timeout", "5", "--json", "--plugins", _plugins.WriteList())).Expect(1).Json;

        var failed = Components(report).ToDictionary(component => (string)component["id"]!, component => component["checks"]!.AsArray()
            .Where(check => (bool?)check!["passed"] == false).ToDictionary(check => (string)check!["check"]!, check => (string)check!["message"]!));
        Assert.Multiple(() =>
        {
            Assert.That(failed.Keys, Is.EquivalentTo(new[] { "wrong-gradient", "leaking", "mutating", "never-ending", "crashing", "sound", "unknown" }));
            Assert.That(failed["wrong-gradient"].Keys, Is.EqualTo(new[] { "The gradient by (input) agrees with central differences" }));
            Assert.That(failed["wrong-gradient"].Values.Single(), Does.Contain("relative error 5.0e-1"));
            Assert.That(failed["leaking"].Keys, Does.Contain("No tensor is left after the stage is disposed"));
            Assert.That(failed["mutating"].Keys, Does.Contain("Forward changes and disposes no input and no value"));
            Assert.That(failed["never-ending"]["The process lives through the checks"], Does.Contain("did not answer within 5 s"));
            Assert.That(failed["crashing"]["The process lives through the checks"], Does.Contain("it ended with code").And.Contain("Stack overflow"));
            Assert.That(failed["sound"], Is.Empty);
            Assert.That(failed["unknown"], Is.Empty);
        });
    }

    [Test]
    public async Task What_gives_no_example_and_cannot_be_guessed_is_said_not_to_be_checked()
    {
        _plugins.Add("VerifiedFlaws");

        var output = (await _folder.CallAsync("plugins", "verify", "--timeout", "5", "--plugins", _plugins.WriteList())).Expect(1).Output;

        Assert.That(output, Does.Contain("  forward stage unknown\n    not checked: it gives no example, and default options do not do: pipeline:subject:something: missing"));
        Assert.That(output, Does.Match("7 components, [0-9]+ checks: [0-9]+ FAILED, 1 not checked; [0-9]+ s"));
    }

    [Test]
    public async Task A_plugin_that_does_not_load_is_a_failed_check_with_the_reason()
    {
        _plugins.Add("Throwing");

        var call = (await _folder.CallAsync("plugins", "verify", "--plugins", _plugins.WriteList())).Expect(1);

        Assert.That(call.Output, Does.Contain("FAILED: The plugin is active when it is loaded. It is Malfunctioned: InvalidOperationException: the licence server does not answer."));
    }

    [Test]
    public async Task A_disabled_plugin_is_checked_when_it_is_named()
    {
        _plugins.Add("Good", enabled: false);
        var list = _plugins.WriteList();

        Assert.That((await _folder.CallAsync("plugins", "verify", "--plugins", list)).Expect(0).Output, Does.StartWith("0 components"));
        Assert.That((await _folder.CallAsync("plugins", "verify", "good", "--brief", "--plugins", list)).Expect(0).Output, Does.StartWith("good\n  forward stage pass\n1 components, 16 checks: all passed"));
        Assert.That((await _folder.CallAsync("plugins", "verify", "god", "--plugins", list)).Expect(2).Errors, Does.Contain("did you mean 'good'"));
    }

    [Test]
    public async Task Every_component_of_the_shipped_plugins_gives_an_example_and_passes()
    {
        var report = (await _folder.CallAsync("plugins", "verify", "--json")).Expect(0).Json;

        var guessed = Components(report).Where(component => component["checks"]!.AsArray().Any(check => (int)check!["example"]! == 0)).Select(component => (string)component["id"]!);
        Assert.That(guessed, Is.Empty, "components without an example");
        Assert.That((int)report["components"]!, Is.EqualTo(DiffImaging.Engine.Plugins.PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json")).Components.Count));
    }

    private static IEnumerable<JsonObject> Components(JsonObject report) =>
        report["plugins"]!.AsArray().SelectMany(plugin => plugin!["components"]!.AsArray()).Select(component => component!.AsObject());
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>What may be wrong with a plugin, each with its state or outcome and its message; the good ones beside it work, and a service lives.</summary>
[TestFixture]
[Platform(Include = "Linux", Reason = "crashes natively by libc, and makes links")]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class BadPluginTests : IDisposable
{
    private const int Longest = 420;

    private readonly SortedDictionary<int, (string What, string Outcome, string Message)> _table = [];
    private readonly WorkFolder _folder = new();
    private readonly PluginFolder _plugins = new();

    public void Dispose()
    {
        _folder.Dispose();
        _plugins.Dispose();
    }

    [Test]
    [Order(1)]
    public async Task What_is_wrong_when_it_is_loaded_is_its_state()
    {
        PluginFolder.BuildAgainstSdk(_plugins.Add("Good", "WrongSdk"), 2, 0);
        File.Delete(Path.Combine(Path.GetDirectoryName(_plugins.Add("OldLibrary", "NoDependency"))!, "TestPlugins.Library.dll"));
        _plugins.Add("NativeMissing");
        _plugins.Add("Throwing");
        _plugins.Add("Good");
        _plugins.Add("Rival");
        var changed = _plugins.Add("Stumbling", "Changed");
        _plugins.PinLast();
        File.AppendAllText(changed, "changed");
        _plugins.WriteList();

        // A list of their own: a time that is short for them is short for others on a slow machine.
        using var endless = new PluginFolder();
        endless.Add("Endless");
        endless.Add("EndlessStatic");
        var list = (JsonObject)JsonNode.Parse(File.ReadAllText(endless.WriteList()))!;
        list["loadTimeout"] = 1;
        File.WriteAllText(endless.ListPath, list.ToJsonString());

        var found = (await PluginsAsync(_plugins)).Concat(await PluginsAsync(endless)).ToDictionary(plugin => (string)plugin!["id"]!, plugin => plugin!);

        void Expect(int number, string what, string id, string status, params string[] reasons)
        {
            var (state, reason) = ((string)found[id]["status"]!, (string)found[id]["reason"]!);
            _table[number] = (what, $"`{state}`", reason);
            Assert.That(state, Is.EqualTo(status), reason);
            Assert.That(reasons.Where(part => !reason.Contains(part, StringComparison.Ordinal)), Is.Empty, reason);
        }

        Expect(1, "wrong SDK", "wrongsdk", "incompatible", "was built against SDK 2.0", "this host offers 1.0");
        Expect(2, "missing dependency", "nodependency", "malfunctioned", "it needs 'TestPlugins.Library, Version=1.0.0.0", "not in its folder");
        Expect(3, "native library missing", "nativemissing", "malfunctioned", "native library", "acmecamera");
        Expect(4, "throws at load", "throwing", "malfunctioned", "InvalidOperationException: the licence server does not answer");
        Expect(10, "duplicate id", "rival", "refused", "forward stage 'pass'", "plugin 'good' offers already");
        Expect(11, "changed file against its pin", "changed", "refused", "TestPlugins.Stumbling.dll", "is pinned", "Nothing of it was loaded");
        Expect(12, "endless constructor", "endless", "malfunctioned", "within 1 s");
        Expect(13, "endless static constructor", "endlessstatic", "malfunctioned", "within 1 s");
        Assert.That((string)found["good"]["status"]!, Is.EqualTo("active"));
    }

    private async Task<JsonArray> PluginsAsync(PluginFolder plugins) => (await _folder.CallAsync("plugins", "--plugins", plugins.ListPath, "--json")).Expect(0).Json["plugins"]!.AsArray();

    [TestCase(5, "throws at create", "create", "while creating 'bad' (forward stage 'faulty'): InvalidOperationException: the lamp is not plugged in")]
    [TestCase(6, "throws in Forward", "forward", "in Forward of 'bad' (forward stage 'faulty'): InvalidOperationException: the shutter is stuck")]
    [Order(2)]
    public async Task What_throws_in_a_run_ends_it_with_plugin_component_and_stage(int number, string what, string fault, string message)
    {
        using var plugins = new PluginFolder();
        plugins.ListOwn();
        plugins.Add("Faulty");
        var experiment = _folder.WriteExperiment("experiment.json", 2, PluginExperiment.Fault(fault));

        var call = (await _folder.CallAsync("run", experiment, "--plugins", plugins.WriteList())).Expect(1);

        _table[number] = (what, "`run` ends with exit code 1", call.Errors.Trim());
        Assert.That(call.ErrorLines, Is.EqualTo(new[] { $"error: the plugin 'faulty' threw {message}" }));
    }

    [Test]
    [Order(2)]
    public async Task What_throws_in_a_regularizer_is_said_as_of_a_stage()
    {
        using var plugins = new PluginFolder();
        plugins.ListOwn();
        plugins.Add("Faulty");
        var list = plugins.WriteList();

        var bad = (await _folder.CallAsync("run", _folder.WritePenalty("experiment.json", "forward"), "--plugins", list)).Expect(1);
        var good = (await _folder.CallAsync("run", _folder.WritePenalty("experiment.json", "none"), "--plugins", list, "--output", _folder["timed"])).Expect(0);

        Assert.That(bad.ErrorLines, Is.EqualTo(new[] { "error: the plugin 'faulty' threw in the gradient of 'bad' (regularizer 'faulty'): InvalidOperationException: the edges are worn" }), good.Errors);
        var timing = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["timed"], "result.json")))!["timings"]!.AsArray().Single(row => (string?)row!["name"] == "bad")!;
        Assert.That(((string?)timing["plugin"], (string?)timing["kind"]), Is.EqualTo(("faulty", "regularizer")));
        Assert.That((int)timing["calls"]!, Is.GreaterThan(2), "it is called in every iteration");
    }

    [Test]
    [Order(3)]
    public async Task What_computes_wrongly_is_found_by_verify()
    {
        using var plugins = new PluginFolder();
        plugins.Add("VerifiedFlaws");

        var report = (await _folder.CallAsync("plugins", "verify", "--timeout", "5", "--json", "--plugins", plugins.WriteList())).Expect(1).Json;

        var components = report["plugins"]!.AsArray().SelectMany(plugin => plugin!["components"]!.AsArray()).ToDictionary(component => (string)component!["id"]!, component => component!["checks"]!.AsArray());
        void Expect(int number, string what, string id, string check)
        {
            var failed = components[id].Where(found => (bool?)found!["passed"] == false).ToDictionary(found => (string)found!["check"]!, found => (string)found!["message"]!);
            _table[number] = (what, "`plugins verify` ends with exit code 1", $"FAILED: {check}. {failed.GetValueOrDefault(check)}");
            Assert.That(failed.Keys, Does.Contain(check));
        }

        Expect(7, "wrong gradient", "wrong-gradient", "The gradient by (input) agrees with central differences");
        Expect(8, "leaks tensors", "leaking", "No tensor is left after the stage is disposed");
        Expect(9, "changes its input", "mutating", "Forward changes and disposes no input and no value");
        Assert.That(components["sound"].Where(found => (bool?)found!["passed"] == false), Is.Empty, "the same stage without the mistake passes");
    }

    [TestCase(14, "stack overflow in Forward", "stack-overflow", "its process crashed in Forward of 'bad' (component 'faulty' of the plugin 'faulty'): Stack overflow")]
    [TestCase(15, "exception in a thread of its own", "thread", "its process crashed on a thread of its own, in the plugin 'faulty'")]
    [TestCase(16, "abort in native code", "native", "its process crashed in Forward of 'bad' (component 'faulty' of the plugin 'faulty')")]
    [TestCase(17, "write to address 0 in native code", "null-pointer", "its process crashed in Forward of 'bad' (component 'faulty' of the plugin 'faulty')")]
    [TestCase(18, "stack overflow in a regularizer", "stack-overflow", "its process crashed in the gradient of 'bad' (component 'faulty' of the plugin 'faulty'): Stack overflow", true)]
    [Order(4)]
    public async Task What_crashes_the_process_costs_its_job_and_the_service_lives(int number, string what, string fault, string message, bool isPenalty = false)
    {
        using var plugins = new PluginFolder();
        plugins.ListOwn();
        plugins.Add("Faulty");
        plugins.WriteList();
        using var service = new ServiceProcess(_folder, $"service-{number}", ("Node__Threads", "1")) { Program = ProgramCopy.Make(plugins.Root) };
        await service.StartAsync();

        string Write(string name, string wrong) => isPenalty ? _folder.WritePenalty(name, wrong) : _folder.WriteExperiment(name, 2, PluginExperiment.Fault(wrong));
        var bad = await service.WaitAsync((await service.SubmitAsync(_folder, Write("bad.json", fault))).Id);
        var good = await service.WaitAsync((await service.SubmitAsync(_folder, Write("good.json", "none"))).Id);

        _table[number] = (what, "the job fails, the service lives", bad.Message);
        Assert.That((bad.State, bad.Attempt), Is.EqualTo((JobState.Failed, 1L)));
        Assert.That(bad.Message, Does.StartWith(message));
        Assert.That(good.State, Is.EqualTo(JobState.Succeeded), good.Message);
        Assert.That(await service.StopAsync(), Is.Zero, "it lives to the end");
    }

    [Test]
    [Order(5)]
    public void All_of_them_make_one_table()
    {
        Assume.That(_table, Is.Not.Empty, "it is made by the tests before");
        TestContext.Out.WriteLine("| | bad plugin | state or outcome | message |");
        TestContext.Out.WriteLine("|---|---|---|---|");
        foreach (var (number, (what, outcome, message)) in _table)
        {
            var told = message.ReplaceLineEndings(" ").Replace(_plugins.Root, "…", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
            TestContext.Out.WriteLine($"| {number} | {what} | {outcome} | {(told.Length > Longest ? told[..Longest] + " …" : told)} |");
        }

        Assert.That(_table.Values.Select(row => row.Message), Is.All.Not.Empty);
    }
}

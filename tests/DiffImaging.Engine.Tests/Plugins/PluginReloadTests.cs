using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>A changed list or plugin counts for what is asked next.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginReloadTests : IDisposable
{
    private const int Reloads = 50;

    // A context that stays holds the plugin's bytes, its types and the code made of them, 100 kB and more; what is allowed is the noise of fifty runs.
    private const long MostManagedGrowth = 1 << 20;

    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Fifty_reloads_in_use_each_take_the_new_build_and_leave_nothing()
    {
        var assembly = _folder.Add("Versioned");
        _folder.Add("Good");
        using var live = new LivePlugins(_folder.WriteList());
        var table = new List<string> { "| after reloads | contexts alive | managed memory, MB | working set, MB |", "|---|---|---|---|" };
        long managed = 0;
        for (var number = 1; number <= Reloads + 1; number++)
        {
            VersionedPlugin.Rebuild(assembly, number);

            Assert.That(Use(live), Is.EqualTo(($"build-{number:0000}", 4.0 * number)));
            Assert.That(live.Changed, Is.EqualTo(number == 1 ? [] : new[] { "versioned" }), "the other plugin is left as it is");
            Assert.That(live.Remaining, Is.Empty);
            if ((number - 1) % 10 == 0)
            {
                var now = GC.GetTotalMemory(forceFullCollection: true);
                managed = number == 11 ? now : managed;
                table.Add(FormattableString.Invariant($"| {number - 1} | {Contexts()} | {now / 1e6:0.00} | {WorkingSet() / 1e6:0} |"));
                Assert.That(Contexts(), Is.EqualTo(2), "the present one of each plugin");
            }
        }

        TestContext.Out.WriteLine(string.Join('\n', table));
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - managed, Is.LessThan(MostManagedGrowth), "from the tenth to the fiftieth reload");
    }

    [Test]
    public void A_plugin_that_cannot_be_unloaded_is_told_for_each_time()
    {
        var assembly = _folder.Add("Lingering");
        using var live = new LivePlugins(_folder.WriteList());
        live.Current();
        for (var times = 1; times <= 3; times++)
        {
            Touch(assembly, times);

            live.Current();

            Assert.That(live.Remaining, Is.EqualTo(Enumerable.Repeat("lingering", times)));
        }
    }

    [Test]
    public void A_plugin_that_is_taken_from_the_list_is_unloaded_and_one_that_is_put_there_is_loaded()
    {
        _folder.Add("Good");
        using var live = new LivePlugins(_folder.WriteList());
        Assert.That(Ids(live), Is.EqualTo(new[] { "pass" }));

        using var other = new PluginFolder();
        other.Add("Stumbling");
        other.WriteList();
        File.Copy(other.ListPath, _folder.ListPath, overwrite: true);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "Stumbling"), Path.Combine(other.Root, "Stumbling"));

        Assert.That(Ids(live), Is.EqualTo(new[] { "stumbling" }));
        Assert.That((live.Changed, live.Remaining.Count), Is.EqualTo((new[] { "good" }, 0)));
    }

    [Test]
    public void A_plugin_that_loses_its_component_to_another_is_unloaded_once()
    {
        _folder.Add("Good");
        _folder.Add("Rival");
        using var live = new LivePlugins(_folder.WriteList());
        live.Current();
        var list = (JsonObject)JsonNode.Parse(File.ReadAllText(_folder.ListPath))!;
        var plugins = list["plugins"]!.AsArray();
        plugins.Insert(0, plugins[1]!.DeepClone());
        plugins.RemoveAt(2);
        File.WriteAllText(_folder.ListPath, list.ToJsonString() + "\n");

        var states = live.Current().Plugins.Select(plugin => (plugin.Entry.Id, plugin.Status));

        Assert.That(states, Is.EqualTo(new[] { ("rival", PluginStatus.Active), ("good", PluginStatus.Refused) }));
        Assert.That(live.Changed, Is.EqualTo(new[] { "good" }));
    }

    [Test]
    public void Terms_of_one_definition_count_once_however_often_they_throw()
    {
        _folder.Add("FaultyPlans");
        using var live = new LivePlugins(_folder.WriteList());
        for (var times = 0; times < 5; times++)
        {
            Plan(live.Current("one and the same"), works: false);
        }

        Assert.That(live.Current().Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    [Test]
    public void A_list_that_cannot_be_read_leaves_what_was_there_and_is_told()
    {
        _folder.Add("Good");
        using var live = new LivePlugins(_folder.WriteList());
        live.Current();
        File.WriteAllText(_folder.ListPath, "{ \"plugins\": [");

        Assert.That(Ids(live), Is.EqualTo(new[] { "pass" }));
        Assert.That(live.Problem, Does.Contain(_folder.ListPath));
    }

    [Test]
    public void What_is_loaded_stays_what_it_was_when_its_files_are_replaced_or_removed()
    {
        var assembly = _folder.Add("OldLibrary");
        using var catalog = _folder.Load();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!))
        {
            File.WriteAllText(file, "half of a new build");
        }

        var findings = catalog.Find<IForwardStageFactory>("old-library", out _)!
            .Plan(new ComponentDefinition("old", "old-library", [], "pipeline:old"), Fakes.FakePlan.Source(2, 2)).Findings;

        Assert.That(findings.Single().Message, Is.EqualTo("hello from 1"), "its library is loaded only here");
    }

    [Test]
    public void A_plugin_that_throws_three_times_in_a_row_is_given_up_until_its_files_change()
    {
        var assembly = _folder.Add("FaultyPlans");
        using var live = new LivePlugins(_folder.WriteList());
        for (var times = 0; times < 3; times++)
        {
            Assert.That(live.Current().Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
            Assert.That(Plan(live, works: false), Does.Contain("the plugin 'faultyplans' threw while planning 'bad' (forward stage 'faulty-plans'): InvalidOperationException: no idea how"));
        }

        var plugin = live.Current().Plugins.Single();
        Assert.That((plugin.Status, plugin.HasMisbehaved, plugin.Components.Count), Is.EqualTo((PluginStatus.Malfunctioned, true, 0)));
        Assert.That(plugin.Reason, Does.Contain("threw 3 times in a row").And.Contain("no idea how"));
        Assert.That(Plan(live, works: true), Does.Contain("Plugin 'faultyplans' is Malfunctioned: its code threw 3 times in a row"));

        Touch(assembly, 1);
        Assert.That(Plan(live, works: true), Is.Null);
    }

    [Test]
    public void One_success_among_throws_is_enough_to_go_on()
    {
        _folder.Add("FaultyPlans");
        using var live = new LivePlugins(_folder.WriteList());
        foreach (var works in new[] { false, false, true, false, false, true })
        {
            Plan(live, works);
        }

        Assert.That(live.Current().Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    private static void Touch(string assembly, int times) => File.SetLastWriteTimeUtc(assembly, DateTime.UtcNow.AddSeconds(times));

    private static int Contexts() => AssemblyLoadContext.All.Count(context => context.Name is "versioned" or "good");

    private static long WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static string[] Ids(LivePlugins live) => [.. live.Current().Components.Select(component => component.Id)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Plan(LivePlugins live, bool works) => Plan(live.Current(), works);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Plan(PluginCatalog catalog, bool works)
    {
        var findings = new Sdk.Diagnostics.FindingList("pipeline");
        var definition = new ComponentDefinition("bad", "faulty-plans", new() { ["works"] = works }, "pipeline:bad");
        Engine.Pipelines.PipelinePlanner.Plan([definition], Fakes.FakePlan.Source(2, 2) with { Domain = SignalDomain.Intensity }, catalog, findings);
        return findings.ToList().Select(finding => finding.Message).FirstOrDefault();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (string Build, double Gradient) Use(LivePlugins live)
    {
        var definition = new ComponentDefinition("versioned", "versioned", new() { ["numbers"] = "1", ["choice"] = "product" }, "pipeline:versioned");
        var input = Fakes.FakePlan.Source(2, 2) with { Domain = SignalDomain.Intensity };
        var plan = live.Current().Find<IForwardStageFactory>("versioned", out _)!.Plan(definition, input);
        using var stage = plan.Create(Fakes.FakePlan.Double);
        using var scope = torch.NewDisposeScope();
        var light = torch.ones([1, 1, 2, 2], torch.ScalarType.Float64, requires_grad: true);
        stage.Forward(new Signal(light, input), VariableValues.Empty, FrameRange.All(1)).Tensor.sum().backward();
        return (plan.Findings.Single().Message, light.grad!.sum().item<double>());
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Tests.Plugins;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Batches;

/// <summary>Batches that <c>run</c> runs by itself, and the same through a service.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Platform(Include = "Linux,MacOsX", Reason = "another process cannot be asked to stop on Windows")]
public sealed class BatchRunTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_sweep_gives_a_table_and_goes_on_where_it_was_left()
    {
        var definition = Sweep();
        _folder.Write("sweep.json", definition);

        var first = (await _folder.CallAsync("run", "sweep.json", "--output", "out")).Expect(0);
        var table = Table("out");
        Directory.Delete(_folder["out.children/0002"], recursive: true);
        var second = (await _folder.CallAsync("run", "sweep.json", "--output", "out", "--resume")).Expect(0);

        Assert.That(first.Output, Does.Contain("2/3  distance 0.3 mm").And.Contain("3 of 3 children succeeded"));
        Assert.That(table.Select(row => row["modality:distance"]), Is.EqualTo(new[] { "0.28 mm", "0.3 mm", "0.32 mm" }));
        Assert.That(table.Select(row => Math.Abs(double.Parse(row["estimate.propagation.distance (m)"], null) - 0.3e-3)), Is.All.LessThan(2e-6), "whatever it began with");
        Assert.That(File.GetLastWriteTimeUtc(_folder["out.children/0002/result.json"]), Is.GreaterThan(File.GetLastWriteTimeUtc(_folder["out.children/0001/result.json"])), "only what was missing was run again");
        Assert.That(second.Output, Does.Not.Contain("iteration 1/"));
        Assert.That(Estimates(Table("out")), Is.EqualTo(Estimates(table)));
        Assert.That(File.ReadAllText(_folder["out/report.html"]), Does.Contain("Over modality:distance"));
    }

    [Test]
    public async Task The_same_batch_on_a_service_gives_the_same_table()
    {
        _folder.Write("sweep.json", Sweep());
        using var service = new ServiceProcess(_folder, "service", ("Node__Threads", "1"));
        await service.StartAsync();
        _folder.Environment["DIFFIMAGING_SERVER"] = service.Http.BaseAddress!.ToString();

        var submitted = (await _folder.CallAsync("submit", "sweep.json", "--watch")).Expect(0);
        var id = submitted.Output.Split('\n')[0].Trim();
        (await _folder.CallAsync("fetch", id, "--children", "--output", "fetched")).Expect(0);
        var children = (await _folder.CallAsync("jobs", "--batch", id)).Expect(0);
        (await _folder.CallAsync("run", "sweep.json", "--output", "direct")).Expect(0);

        Assert.That(submitted.Output, Does.Contain("3/3 children"));
        Assert.That(children.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(3).And.All.Contains("succeeded"));
        Assert.That(File.ReadAllBytes(_folder["fetched/children/0002/object.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["direct.children/0002/object.npy"])));
        Assert.That(Estimates(Table("fetched")), Is.EqualTo(Estimates(Table("direct"))));
        Assert.That(await service.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task A_child_that_fails_is_told_and_the_rest_goes_on_up_to_the_stated_number()
    {
        foreach (var (name, text) in new[] { ("a.npy", ""), ("b.npy", "no array"), ("c.npy", "") })
        {
            _ = text.Length > 0 ? _folder.Write(name, text) : _folder.WriteFrame(name, TinyExperiment.Rows, TinyExperiment.Columns);
        }

        var definition = TinyExperiment.Definition("");
        definition["data"] = new JsonObject();
        definition["schedule"] = TinyExperiment.Schedule(2)["schedule"]!.DeepClone();
        definition["batch"] = JsonNode.Parse("""{ "foreach": { "files": ["*.npy"] }, "mostFailures": 1 }""");
        _folder.Write("files.json", definition);

        var refused = (await _folder.CallAsync("run", "files.json", "--output", "out")).Expect(2);

        Assert.That(refused.Errors, Does.Contain("b.npy"), "what headers tell is told before anything runs");

        // A file that is broken behind its header is found by the child alone.
        var whole = File.ReadAllBytes(_folder["a.npy"]);
        File.WriteAllBytes(_folder["b.npy"], whole);
        using (var broken = File.OpenWrite(_folder["b.npy"]))
        {
            broken.Seek(-4, SeekOrigin.End);
            broken.Write([0, 0, 0xC0, 0x7F]);
        }

        var ran = (await _folder.CallAsync("run", "files.json", "--output", "out")).Expect(0);
        Assert.That(ran.Output, Does.Contain("2 of 3 children succeeded"));
        Assert.That(Table("out").Select(row => row["state"]), Is.EqualTo(new[] { "succeeded", "failed", "succeeded" }));
        Assert.That(File.ReadAllText(_folder["out/report.html"]), Does.Contain("b.npy failed"));

        var strict = (await _folder.CallAsync("run", "files.json", "--output", "strict", "--set", "batch:mostFailures=0")).Expect(1);
        Assert.That(Table("strict").Select(row => row["state"]), Is.EqualTo(new[] { "succeeded", "failed", "cancelled" }), strict.Output);
    }

    [Test]
    public async Task Frames_of_a_sequence_are_run_one_by_one()
    {
        var one = Pixels();
        NpyWriter.Write(_folder["movie.npy"], [.. one, .. one.Select(value => 2 * value), .. one.Select(value => 4 * value)], 3, TinyExperiment.Rows, TinyExperiment.Columns);
        var definition = TinyExperiment.Definition("movie.npy");
        definition["data"]!["normalization"] = "mean";
        definition["schedule"] = TinyExperiment.Schedule(3)["schedule"]!.DeepClone();
        definition["batch"] = JsonNode.Parse("""{ "foreach": { "frames": { "count": 1 } } }""");
        _folder.Write("frames.json", definition);

        (await _folder.CallAsync("run", "frames.json", "--output", "out")).Expect(0);

        var table = Table("out");
        Assert.That(table.Select(row => row["data:frames"]), Is.EqualTo(new[] { "0", "1", "2" }));
        Assert.That(Estimates(table).Distinct().Count(), Is.EqualTo(1), "frames that differ in brightness alone give one answer once each is divided by its own mean");
    }

    [Test]
    public void The_plugins_of_every_child_are_those_of_the_batch()
    {
        using var plugins = new PluginFolder();
        plugins.ListOwn();
        plugins.Add("Versioned");
        plugins.Add("Faulty");
        using var catalog = plugins.Load();
        var file = _folder[_folder.WriteExperiment("sweep.json", 1, new JsonObject { ["name"] = "extra", ["id"] = "versioned" })];
        var definition = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        definition["batch"] = JsonNode.Parse("""{ "sweep": [ { "key": "pipeline:extra:id", "values": ["versioned", "faulty"] } ] }""");

        var found = CheckedDefinition.Of("sweep", definition, new ExperimentPaths(file), catalog);

        Assert.That(found.Uses.Select(use => use.Plugin), Is.SupersetOf(new[] { "versioned", "faulty" }).And.Unique);
    }

    private JsonObject Sweep()
    {
        var simulation = _folder.Write("simulation.json", TinyExperiment.Simulation());
        var definition = TinyExperiment.Definition("");
        definition["data"] = new JsonObject { ["simulation"] = simulation };
        definition["batch"] = JsonNode.Parse("""{ "sweep": [ { "key": "modality:distance", "from": "0.28 mm", "to": "0.32 mm", "count": 3 } ] }""");
        return definition;
    }

    private static float[] Pixels()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, TinyExperiment.Rows * TinyExperiment.Columns).Select(_ => (float)(1 + (0.2 * random.NextDouble())))];
    }

    private List<Dictionary<string, string>> Table(string folder)
    {
        var lines = File.ReadAllLines(_folder[$"{folder}/table.csv"]);
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static IEnumerable<string> Estimates(List<Dictionary<string, string>> table) => [.. table.Select(row => row["estimate.propagation.distance (m)"])];
}

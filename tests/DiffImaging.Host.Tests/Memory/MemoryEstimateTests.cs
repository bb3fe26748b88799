using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Memory;

/// <summary>What a run is expected to hold is told before it begins, is near to what it does hold, and is refused above a limit.</summary>
[TestFixture]
public sealed class MemoryEstimateTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("adam", 512)]
    [TestCase("fista", 768)]
    [TestCase("gauss-newton", 384)]
    [Platform("Linux", Reason = "the peak is read from /proc")]
    public async Task The_estimate_is_near_to_the_peak(string solver, int side)
    {
        var files = Write(solver, side);
        var estimate = (double)(await _folder.CallAsync(["validate", .. files, "--json"])).Expect(0).Json["memory"]!["total"]!;

        var peak = await PeakAsync(["run", .. files, "--output", "out"]);

        // A plan knows nothing of the collector's moments: half to twice is what it must keep in any case.
        Assert.That(estimate / peak, Is.InRange(0.5, 2.0), FormattableString.Invariant($"estimate {estimate / 1e6:0} MB, peak {peak / 1e6:0} MB"));
    }

    [Test]
    public async Task A_run_above_its_limit_is_refused_before_it_begins()
    {
        var files = Write("fista", 1024);
        string[] limit = ["--set", "run:memoryLimit=500000000"];

        var run = (await _folder.CallAsync(["run", .. files, .. limit, "--output", "out"])).Expect(2);
        var validate = (await _folder.CallAsync(["validate", .. files, .. limit, "--json"])).Expect(2);

        Assert.That(run.ErrorLines, Has.Count.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.Match(
            @"^error: run:memoryLimit: the run needs about [\d.]+ GB \(program [\d.]+, measurement [\d.]+, object and solver [\d.]+, signals [\d.]+\), more than the limit of 0\.5 GB\. Less is needed by .*data:region"));
        Assert.That(Directory.Exists(_folder["out"]), Is.False);
        Assert.That((string)validate.Json["findings"]![0]!["path"]!, Is.EqualTo("run:memoryLimit"));
    }

    [Test]
    public async Task The_parts_make_the_whole_and_a_limit_above_it_changes_nothing()
    {
        var files = Write("adam", 64);
        var plain = (await _folder.CallAsync(["validate", .. files, "--json"])).Expect(0).Json;
        var memory = plain["memory"]!.AsObject();
        var total = (long)memory["total"]!;

        var limited = (await _folder.CallAsync(["validate", .. files, "--json", "--set", FormattableString.Invariant($"run:memoryLimit={total}")])).Expect(0).Json;
        (await _folder.CallAsync(["validate", .. files, "--set", FormattableString.Invariant($"run:memoryLimit={total - 1}")])).Expect(2);

        Assert.That(memory.Where(part => part.Key != "total").Sum(part => (long)part.Value!), Is.EqualTo(total));
        Assert.That(limited["resolved"]!.ToJsonString(), Does.Not.Contain("memoryLimit"), "a limit is the machine's, and a checkpoint goes on under another one");
    }

    private string[] Write(string solver, int side)
    {
        var simulation = TinyExperiment.Simulation();
        (simulation["data"]!["rows"], simulation["data"]!["columns"]) = (side, side);
        _folder.Write("simulation.json", simulation);
        var definition = TinyExperiment.Definition("none");
        definition["data"] = new JsonObject { ["simulation"] = "simulation.json" };
        definition["uncertainty"] = new JsonObject { ["mostNumbers"] = 0 };
        definition["schedule"] = new JsonArray(new JsonObject { ["name"] = "only", ["solver"] = solver, ["iterations"] = 3 });
        return [_folder.Write("experiment.json", definition)];
    }

    private async Task<double> PeakAsync(string[] arguments)
    {
        using var process = _folder.Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0.0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak(process));
            await Task.Delay(10);
        }

        Assert.That(process.ExitCode, Is.Zero, await output + await errors);
        return peak;
    }

    // The mark only rises: whenever it is read last, it is the peak until then.
    private static double Peak(Process process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

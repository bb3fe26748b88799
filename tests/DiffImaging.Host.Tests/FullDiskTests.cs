using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests;

/// <summary>A run whose result finds no room says so, and leaves no half of it.</summary>
[TestFixture]
[Platform(Include = "Linux")]
public sealed class FullDiskTests : IDisposable
{
    private const int NoSpace = 3;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_result_is_there_whole_or_not_at_all()
    {
        using var disk = SmallDisk.Require(megabytes: 8);
        _folder.Write("simulation.json", TinyExperiment.Simulation());
        var definition = TinyExperiment.Definition("");
        definition["data"] = new System.Text.Json.Nodes.JsonObject { ["simulation"] = "simulation.json" };
        definition["schedule"] = TinyExperiment.Schedule(2)["schedule"]!.DeepClone();
        _folder.Write("experiment.json", definition);
        var (output, whole, codes) = (Path.Combine(disk.Path, "out"), 0, new List<(int Kilobytes, int Code)>());
        foreach (var kilobytes in new[] { 4096, 0, 32, 128, 512, 1024 })
        {
            disk.Fill(kilobytes * 1024L);
            var call = await _folder.CallAsync("run", "experiment.json", "--output", output);
            codes.Add((kilobytes, call.ExitCode));
            if (call.ExitCode == 0)
            {
                var files = Directory.GetFiles(output).Length;
                whole = whole == 0 ? files : whole;
                Assert.That(files, Is.EqualTo(whole), "files of the result");
                Directory.Delete(output, recursive: true);
            }
            else
            {
                call.Expect(NoSpace);
                Assert.That(call.Errors, Does.StartWith("error: the disk is full: "));
            }

            disk.Empty();
            Assert.That(Directory.EnumerateFileSystemEntries(disk.Path).Select(Path.GetFileName), Is.SubsetOf(new[] { "out.checkpoint" }), $"with {kilobytes} kB");
        }

        TestContext.Out.WriteLine(string.Join(", ", codes.Select(code => $"{code.Kilobytes} kB: {code.Code}")));
        Assert.That(codes[0].Code, Is.Zero);
        Assert.That(codes.Count(code => code.Code == NoSpace), Is.GreaterThan(2), "the disk was never full");
    }
}

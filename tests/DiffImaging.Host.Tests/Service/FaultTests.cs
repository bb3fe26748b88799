using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests.Service;

/// <summary>Workers are killed at random and the database is restarted: every job ends once, with the result of an undisturbed run.</summary>
[TestFixture]
[Platform(Include = "Linux")]
public sealed class FaultTests : IDisposable
{
    private const int Kinds = 4;
    private const int Iterations = 150;

    private readonly WorkFolder _folder = new();
    private readonly Random _chance = new(5);

    public void Dispose() => _folder.Dispose();

    [TestCase("folder", 60, 20)]
    [TestCase("database", 20, 6)]
    public async Task Three_workers_on_PostgreSQL_lose_nothing_and_do_nothing_twice(string filesIn, int jobs, int kills)
    {
        using var database = PostgresServer.Require();
        (string, string) files = filesIn == "folder" ? ("Store__Files", _folder["shared"]) : ("Store__FilesIn", filesIn);
        (string, string)[] shared = [("Store__Kind", "Postgres"), ("Store__Connection", database.Connection), files, ("Store__Silence", "4"), ("Node__CheckpointEvery", "0.3"), ("Node__Threads", "1")];
        using var server = new ServiceProcess(_folder, "server", [.. shared, ("Node__Name", "server"), ("Node__Jobs", "0")]);
        var workers = Enumerable.Range(1, 3).Select(number => new ServiceProcess(_folder, $"worker-{number}", [.. shared, ("Node__Name", $"worker-{number}"), ("Node__Jobs", "1")])).ToList();
        try
        {
            await server.StartAsync();
            await Task.WhenAll(workers.Select(worker => worker.StartAsync()));
            await CheckAsync($"PostgreSQL, 3 workers, files in the {filesIn}", jobs, kills, server, workers, database.Restart);
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    [Test]
    public async Task One_process_on_SQLite_loses_nothing()
    {
        using var service = new ServiceProcess(_folder, "service", ("Store__Silence", "2"), ("Node__CheckpointEvery", "0.3"), ("Node__Threads", "1"), ("Node__Jobs", "2"));
        await service.StartAsync();

        await CheckAsync("SQLite, 1 process", jobs: 24, kills: 10, service, [service], restart: null);
    }

    private async Task CheckAsync(string name, int jobs, int kills, ServiceProcess server, List<ServiceProcess> workers, Action? restart)
    {
        var definitions = Enumerable.Range(1, Kinds).Select(Definition).ToList();
        var expected = await Task.WhenAll(definitions.Select(definition => ResultAsync(definition.File)));
        var ids = new List<string>();
        for (var number = 0; number < jobs; number++)
        {
            var (file, simulation) = definitions[number % Kinds];
            var sent = await server.Client.SubmitAsync(
                (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(_folder[file]))!, new Dictionary<string, string> { [simulation] = _folder[simulation] },
                new Dictionary<string, string?> { ["name"] = $"{number}" }, CancellationToken.None);
            ids.Add(sent.Id);
        }

        var clock = Stopwatch.StartNew();
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(_chance.Next(300, 2500));
            var worker = workers[_chance.Next(workers.Count)];
            await worker.KillAsync(jobsToo: kill % 2 == 0);
            if (kill == kills / 2)
            {
                restart?.Invoke();
            }

            await worker.StartAsync();
        }

        var ended = await WaitAsync(server, ids);
        var equal = 0;
        for (var number = 0; number < jobs; number++)
        {
            equal += await IsEqualAsync(server, ids[number], expected[number % Kinds]) ? 1 : 0;
        }

        var lines = workers.SelectMany(worker => worker.Lines).ToList();
        var finished = ids.Select(id => lines.Count(line => line.Contains($"job {id},", StringComparison.Ordinal) && line.Contains(": Succeeded", StringComparison.Ordinal))).ToList();
        TestContext.Out.WriteLine("| set-up | jobs | kills | restarts of the database | attempts | most of one job | succeeded | equal to the undisturbed run | ended twice | seconds |");
        TestContext.Out.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"| {name} | {jobs} | {kills} | {(restart is null ? 0 : 1)} | {ended.Sum(job => job.Attempt)} | {ended.Max(job => job.Attempt)} | {ended.Count(job => job.State == JobState.Succeeded)} | {equal} | {finished.Count(count => count > 1)} | {clock.Elapsed.TotalSeconds:0} |"));

        Assert.That(ended.Where(job => job.State != JobState.Succeeded).Select(job => $"{job.Id}: {job.State} {job.Message}"), Is.Empty);
        Assert.That(equal, Is.EqualTo(jobs));
        Assert.That(finished, Has.All.LessThanOrEqualTo(1), "a job ends once");
        Assert.That(ended.Sum(job => job.Attempt), Is.GreaterThan(jobs), "no kill has met a job: this has shown nothing");
        Assert.That(Directory.EnumerateDirectories(_folder.Path, "checkpoints", SearchOption.AllDirectories).SelectMany(Directory.EnumerateFiles), Is.Empty);
    }

    private (string File, string Simulation) Definition(int seed)
    {
        var simulation = _folder.Write($"simulation-{seed}.json", TinyExperiment.Simulation());
        var definition = TinyExperiment.Definition("");
        definition["data"] = new JsonObject { ["simulation"] = simulation, ["simulationSettings"] = new JsonArray($"run:seed={seed}") };
        definition["schedule"] = TinyExperiment.Schedule(Iterations)["schedule"]!.DeepClone();
        return (_folder.Write($"experiment-{seed}.json", definition), simulation);
    }

    private async Task<byte[]> ResultAsync(string file)
    {
        (await _folder.CallAsync("run", file, "--output", $"{file}-result")).Expect(0);
        return await File.ReadAllBytesAsync(_folder[$"{file}-result/object.npy"]);
    }

    private static async Task<IReadOnlyList<JobDocument>> WaitAsync(ServiceProcess server, List<string> ids)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var jobs = (await server.Client.ListAsync([], 500, CancellationToken.None)).Jobs;
            if (jobs.Count == ids.Count && jobs.All(job => job.State.IsFinal()))
            {
                return jobs;
            }

            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(6)), () => "stuck: " + string.Join(", ", jobs.Where(job => !job.State.IsFinal()).Select(job => $"{job.Id} {job.State} {job.Attempt}")));
            await Task.Delay(500);
        }
    }

    private static async Task<bool> IsEqualAsync(ServiceProcess server, string id, byte[] expected)
    {
        await using var stream = await server.Client.OpenResultAsync(id, CancellationToken.None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        using var archive = new ZipArchive(copy);
        using var content = new MemoryStream();
        await using (var entry = await archive.GetEntry("object.npy")!.OpenAsync())
        {
            await entry.CopyToAsync(content);
        }

        return content.ToArray().AsSpan().SequenceEqual(expected);
    }
}

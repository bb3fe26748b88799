using System.Text.Json.Nodes;
using DiffImaging.Service.Nodes;
using DiffImaging.Service.Storage;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Service.Tests.Nodes;

/// <summary>What needs more memory than a node gives is refused at submission, or left for a node that gives it.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_submission_that_no_node_may_run_is_refused_with_its_need()
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:memoryLimit", "8000000000"), ("node:name", "small"));

        using var answer = await service.PostAsync("api/v1/jobs", TestService.Json(Needing(12_300_000_000).ToJsonString()));

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.That((int)answer.StatusCode, Is.EqualTo(422), problem.ToJsonString());
        Assert.That((string)problem["findings"]![0]!["path"]!, Is.EqualTo("run:memoryLimit"));
        Assert.That((string)problem["findings"]![0]!["message"]!, Does.Contain("about 12.3 GB (program 12.3)").And.Contain("8.0 GB, on small"));
        Assert.That(Directory.Exists(_folder["jobs"]) ? Directory.GetFileSystemEntries(_folder["jobs"]) : [], Is.Empty, "nothing of it is kept");
    }

    [Test]
    public async Task A_job_that_fits_tells_its_need_and_its_process_the_limit()
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:memoryLimit", "8000000000"));

        var job = await service.WaitAsync(await service.SubmitAsync(Needing(7_000_000_000)));

        Assert.That(((string)job["state"]!, (long)job["memory"]!), Is.EqualTo(("succeeded", 7_000_000_000L)));
        var arguments = (await service.ReadAsync($"api/v1/jobs/{(string)job["id"]!}/result/arguments.txt")).Split('\n').Select(line => line.Trim());
        Assert.That(arguments, Does.Contain("run:memoryLimit=8000000000"));
    }

    [TestCase("5000000000", false)]
    [TestCase("\"5000000000\"", false)]
    [TestCase("9000000000", true)]
    [TestCase("0", true)]
    public async Task A_stricter_limit_of_the_definition_itself_stays(string asked, bool nodes)
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:memoryLimit", "8000000000"));
        var definition = TestService.Experiment();
        definition["run"] = new JsonObject { ["memoryLimit"] = JsonNode.Parse(asked) };
        var id = await service.SubmitAsync(definition);

        Assert.That((string)(await service.WaitAsync(id))["state"]!, Is.EqualTo("succeeded"));
        Assert.That((await service.ReadAsync($"api/v1/jobs/{id}/result/arguments.txt")).Contains("run:memoryLimit=8000000000", StringComparison.Ordinal), Is.EqualTo(nodes));
    }

    [Test]
    public async Task Nodes_are_told_while_they_live_and_gone_when_they_stop()
    {
        using var database = PostgresServer.Require();
        await using var first = await StartAsync(database, "first", "first-node", 5_000_000_000);
        var second = await StartAsync(database, "second", "second-node", 0);

        var both = JsonNode.Parse(await first.ReadAsync("api/v1/nodes"))!.AsArray();
        await second.DisposeAsync();
        var one = JsonNode.Parse(await first.ReadAsync("api/v1/nodes"))!.AsArray();

        Assert.That(both.Select(node => (string)node!["name"]!), Is.EqualTo(new[] { "first-node", "second-node" }));
        Assert.That(((long)both[0]!["memoryLimit"]!, (long)both[0]!["jobs"]!, (bool)both[1]!["isAlive"]!), Is.EqualTo((5_000_000_000L, 1L, true)));
        Assert.That(one.Select(node => (string)node!["name"]!), Is.EqualTo(new[] { "first-node" }));
    }

    [Test]
    public async Task A_job_is_left_for_the_node_that_has_enough_memory()
    {
        using var database = PostgresServer.Require();
        await using var small = await StartAsync(database, "small", "small-node", 1_000_000_000);
        var ids = new List<string>();
        await using (var large = await StartAsync(database, "large", "large-node", 0))
        {
            for (var number = 0; number < 4; number++)
            {
                ids.Add(await small.SubmitAsync(Needing(3_000_000_000)));
            }

            foreach (var id in ids)
            {
                var job = await small.WaitAsync(id);
                Assert.That(((string)job["state"]!, (string)job["node"]!, (long)job["attempt"]!), Is.EqualTo(("succeeded", "large-node", 1L)));
            }
        }

        using var refused = await small.PostAsync("api/v1/jobs", TestService.Json(Needing(3_000_000_000).ToJsonString()));
        Assert.That((int)refused.StatusCode, Is.EqualTo(422), "the large node is gone");
    }

    [Test]
    public async Task A_node_that_is_too_small_starts_nothing()
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:memoryLimit", "1000000000"));
        var (job, _) = await service.Jobs.AddAsync(new Jobs.JobSubmission(Jobs.JobId.Create(), "large", Needing(3_000_000_000).ToJsonString()) { Memory = 3_000_000_000 }, CancellationToken.None);
        await service.Queue.EnqueueAsync(job, CancellationToken.None);

        // Jobs are taken in their order: what came later has ended, so this one has had its turn.
        await service.WaitAsync(await service.SubmitAsync(TestService.Experiment()));
        await service.WaitAsync(await service.SubmitAsync(TestService.Experiment()));

        var left = await service.FindAsync(job.Id);
        Assert.That(((string)left["state"]!, (long)left["attempt"]!), Is.EqualTo(("queued", 0L)));
    }

    [TestCase("sqlite")]
    [TestCase("postgres")]
    public async Task A_dead_nodes_limit_does_not_count(string kind)
    {
        using var server = kind == "postgres" ? PostgresServer.Require() : null;
        IDatabase database = server is null ? new SqliteDatabase(_folder["nodes.db"]) : new PostgresDatabase(server.Connection);
        var nodes = new SqlNodeStore(database, TimeSpan.FromSeconds(60));
        var strict = new SqlNodeStore(database, TimeSpan.FromMilliseconds(-1));
        await nodes.PrepareAsync(CancellationToken.None);
        await nodes.SayAsync("node", 2, 5, CancellationToken.None);
        await nodes.SayAsync("node", 3, 6, CancellationToken.None);
        var need = new Inspection.MemoryNeed(7, []);

        var node = (await nodes.ListAsync(CancellationToken.None)).Single();

        Assert.That((node.Name, node.Jobs, node.MemoryLimit, node.IsAlive), Is.EqualTo(("node", 3L, 6L, true)));
        Assert.That(await new MemoryAdmission(nodes).RefuseAsync(need, CancellationToken.None), Is.Not.Null);
        Assert.That((await strict.ListAsync(CancellationToken.None)).Single().IsAlive, Is.False);
        Assert.That(await new MemoryAdmission(strict).RefuseAsync(need, CancellationToken.None), Is.Null, "a node that computes may come");
    }

    private Task<TestService> StartAsync(PostgresServer database, string folder, string name, long limit) => TestService.StartAsync(
        _folder[folder], ("node:jobs", "1"), ("node:name", name), ("node:memoryLimit", FormattableString.Invariant($"{limit}")), ("store:files", _folder["shared"]),
        ("store:kind", "postgres"), ("store:connection", database.Connection));

    private static JsonObject Needing(long bytes)
    {
        var definition = TestService.Experiment();
        definition["stub"]!["memory"] = bytes;
        return definition;
    }
}

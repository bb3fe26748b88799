using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>What becomes of a job, in the cases that a laboratory meets.</summary>
[TestFixture]
public sealed class JobLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await TestService.StartAsync(_folder.Path, ("node:memoryLimit", "300000000"), ("node:threads", "2"));

    [OneTimeTearDown]
    public Task Stop() => _service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_job_ends_with_its_result_and_leaves_nothing_else()
    {
        var id = await _service.SubmitAsync(TestService.Experiment(iterations: 5, pause: 20), "?name=five");

        var job = await _service.WaitAsync(id);

        Assert.That(((string)job["state"]!, (string)job["name"]!, (long)job["attempt"]!), Is.EqualTo(("succeeded", "five", 1L)), job.ToJsonString());
        Assert.That((int)job["result"]!["iterations"]!, Is.EqualTo(5));
        Assert.That((int)job["progress"]!["iteration"]!, Is.EqualTo(5), "the last progress is kept");
        Assert.That(await _service.ReadAsync($"api/v1/jobs/{id}/result/object.txt"), Is.EqualTo("counted to 5"));
        Assert.That(await _service.ReadAsync($"api/v1/jobs/{id}/result/pictures/course.txt"), Is.EqualTo("from 0"));

        // The end is told before the node clears up.
        Assert.That(() => _folder.LeftInWork, Is.Empty.After(30_000, 50));
        Assert.That(() => Directory.EnumerateFiles(_folder[$"jobs/{id}"], "*", SearchOption.AllDirectories).Where(file => file.Contains("checkpoints", StringComparison.Ordinal)), Is.Empty.After(30_000, 50));
    }

    [TestCase("1", "run:threads=1")]
    [TestCase("\"1\"", "run:threads=1")]
    [TestCase("64", "run:threads=2")]
    [TestCase("0", "run:threads=2")]
    [TestCase("null", "run:threads=2")]
    [TestCase("\"many\"", "run:threads=2")]
    public async Task A_job_gets_the_threads_that_it_asks_for_and_no_more_than_the_node_gives(string asked, string given)
    {
        var definition = TestService.Experiment();
        definition["run"] = new System.Text.Json.Nodes.JsonObject { ["threads"] = System.Text.Json.Nodes.JsonNode.Parse(asked) };
        var id = await _service.SubmitAsync(definition);
        await _service.WaitAsync(id);

        Assert.That((await _service.ReadAsync($"api/v1/jobs/{id}/result/arguments.txt")).Split('\n').Select(line => line.Trim()), Does.Contain(given));
    }

    [Test]
    public async Task A_run_that_fails_says_why()
    {
        var definition = TestService.Experiment();
        (definition["stub"]!["exit"], definition["stub"]!["error"]) = (2, "error: modality:distance: found -1 m, expected more than 0.");

        var job = await _service.WaitAsync(await _service.SubmitAsync(definition));

        Assert.That(((string)job["state"]!, (string)job["message"]!), Is.EqualTo(("failed", "error: modality:distance: found -1 m, expected more than 0.")));
    }

    [Test]
    public async Task A_process_that_vanishes_fails_its_job_alone()
    {
        var definition = TestService.Experiment();
        definition["stub"]!["exit"] = 134;

        var job = await _service.WaitAsync(await _service.SubmitAsync(definition));

        Assert.That(((string)job["state"]!, (string)job["message"]!), Is.EqualTo(("failed", "its process crashed: it said nothing, and its code was 134")));
    }

    [Test]
    public async Task A_running_job_is_cancelled()
    {
        var id = await _service.SubmitAsync(TestService.Experiment(iterations: 1000, pause: 50));
        await _service.WaitAsync(id, "running");

        (await _service.PostAsync($"api/v1/jobs/{id}/cancel")).EnsureSuccessStatusCode();

        Assert.That((string)(await _service.WaitAsync(id))["state"]!, Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task A_cancelled_job_runs_when_it_is_retried()
    {
        var id = await _service.SubmitAsync(TestService.Experiment(iterations: 20, pause: 50));
        await _service.WaitAsync(id, "running");
        (await _service.PostAsync($"api/v1/jobs/{id}/cancel")).EnsureSuccessStatusCode();
        await _service.WaitAsync(id, "cancelled");

        (await _service.PostAsync($"api/v1/jobs/{id}/retry")).EnsureSuccessStatusCode();

        Assert.That((string)(await _service.WaitAsync(id, "succeeded", "failed"))["state"]!, Is.EqualTo("succeeded"));
        Assert.That((int)(await _service.PostAsync($"api/v1/jobs/{id}/retry")).StatusCode, Is.EqualTo(409));
    }

    [Test]
    public async Task A_job_that_was_cancelled_before_its_turn_runs_when_it_is_retried()
    {
        var busy = new[] { await _service.SubmitAsync(TestService.Experiment(iterations: 30, pause: 50)), await _service.SubmitAsync(TestService.Experiment(iterations: 30, pause: 50)) };
        var id = await _service.SubmitAsync(TestService.Experiment(), "?priority=low");
        (await _service.PostAsync($"api/v1/jobs/{id}/cancel")).EnsureSuccessStatusCode();
        (await _service.PostAsync($"api/v1/jobs/{id}/retry")).EnsureSuccessStatusCode();

        Assert.That((long)(await _service.WaitAsync(id, "succeeded"))["attempt"]!, Is.EqualTo(1));
        foreach (var other in busy)
        {
            await _service.WaitAsync(other, "succeeded");
        }
    }

    [Test]
    public async Task Time_and_memory_have_their_limits()
    {
        var slow = await _service.SubmitAsync(TestService.Experiment(iterations: 1000, pause: 50), "?timeLimit=1");
        var definition = TestService.Experiment(iterations: 1000, pause: 50);
        definition["stub"]!["megabytes"] = 400;
        var large = await _service.SubmitAsync(definition);

        Assert.That((string)(await _service.WaitAsync(slow))["message"]!, Is.EqualTo("it took longer than its limit of 1 s"));
        Assert.That((string)(await _service.WaitAsync(large))["message"]!, Does.Match("it held 0.[3-9] GB of memory, more than the 0.3 GB of this node"));
    }

    [Test]
    public async Task A_job_is_removed_once_it_was_kept_long_enough()
    {
        using var folder = new TemporaryFolder();
        await using var service = await TestService.StartAsync(folder.Path, ("retention:days", "0.00003"));
        var id = await service.SubmitAsync(TestService.Experiment());
        await service.WaitAsync(id);
        Assert.That(Directory.Exists(folder[$"jobs/{id}/result"]));

        for (var clock = System.Diagnostics.Stopwatch.StartNew(); (await service.GetAsync($"api/v1/jobs/{id}")).IsSuccessStatusCode; await Task.Delay(100))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
        }

        Assert.That(Directory.Exists(folder[$"jobs/{id}"]), Is.False);
    }

    [Test]
    public async Task A_store_that_cannot_be_written_costs_no_running_job()
    {
        using var folder = new TemporaryFolder();
        await using var service = await TestService.StartAsync(folder.Path, ("store:files", folder["shared"]));
        var id = await service.SubmitAsync(TestService.Experiment(iterations: 40, pause: 100));
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !File.Exists(folder[$"shared/{id}/checkpoints/0000000001"]); await Task.Delay(20))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)), "no checkpoint is shared");
        }

        // A file in the place of the folder: as a share that is away, also for root.
        Directory.Move(folder[$"shared/{id}"], folder["aside"]);
        await File.WriteAllTextAsync(folder[$"shared/{id}"], "");
        await Task.Delay(1000);
        File.Delete(folder[$"shared/{id}"]);
        Directory.Move(folder["aside"], folder[$"shared/{id}"]);

        var job = await service.WaitAsync(id);
        Assert.That(((string)job["state"]!, (long)job["attempt"]!), Is.EqualTo(("succeeded", 1L)), job.ToJsonString());
    }

    [Test]
    public async Task The_course_is_told_until_the_end()
    {
        var id = await _service.SubmitAsync(TestService.Experiment(iterations: 10, pause: 200));

        var events = (await _service.ReadAsync($"api/v1/jobs/{id}/events")).Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).ToList();

        Assert.That(events, Has.Count.GreaterThan(3));
        Assert.That((events[0], events[^1]), Is.EqualTo(("event: state", "event: state")));
        Assert.That(events, Has.Some.EqualTo("event: progress"));
    }
}

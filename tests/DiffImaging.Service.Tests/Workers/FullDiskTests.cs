using System.Diagnostics;
using System.Text.Json.Nodes;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Storage;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>A disk that is full costs time; it costs no job, no half of a result, and not the service.</summary>
[TestFixture]
public sealed class FullDiskTests : IDisposable
{
    private const int NoSpace = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_submission_is_refused_and_leaves_nothing()
    {
        var files = new FullFiles(new FolderJobFiles(_folder["refused/jobs"])) { IsFull = true };
        await using var service = await StartAsync("refused", files, ("node:jobs", "0"));
        using var form = Form();
        using var answer = await service.PostAsync("api/v1/jobs", form);

        await ExpectAsync(answer);
        Assert.That(Left("refused"), Is.Empty);
        files.IsFull = false;
        using var again = Form();
        Assert.That((int)(await service.PostAsync("api/v1/jobs", again)).StatusCode, Is.EqualTo(201));
    }

    [Test]
    public async Task A_database_without_room_refuses_what_people_ask_for_at_once()
    {
        FullStore store = null!;
        await using var service = await TestService.StartAsync(_folder["database"], services => services.AddSingleton<IJobStore>(_ => new PatientJobStore(
            store = new FullStore(Store("database")), new Patience(TimeSpan.FromMinutes(5), NullLogger<Patience>.Instance))), ("node:jobs", "0"));
        var id = await service.SubmitAsync(TestService.Experiment());
        store.Failures = 1;
        using var form = Form();
        using var answer = await service.PostAsync("api/v1/jobs", form);
        await ExpectAsync(answer);
        Assert.That(Directory.Exists(_folder["database/jobs"]) ? Directory.GetDirectories(_folder["database/jobs"]) : [], Is.Empty, "files of no job");

        store.Failures = 1;
        using var cancelled = await service.PostAsync($"api/v1/jobs/{id}/cancel");
        await ExpectAsync(cancelled);
        Assert.That((string?)(await service.FindAsync(id))["state"], Is.EqualTo("queued"));
    }

    [Test]
    public async Task A_database_without_room_is_asked_again_about_jobs_that_run()
    {
        FullStore store = null!;
        await using var service = await TestService.StartAsync(_folder["patient"], services => services.AddSingleton<IJobStore>(_ => new PatientJobStore(
            store = new FullStore(Store("patient")), new Patience(TimeSpan.FromMinutes(5), NullLogger<Patience>.Instance))));
        var id = await service.SubmitAsync(TestService.Experiment(iterations: 20, pause: 50));
        await service.WaitAsync(id, "running");
        store.Failures = 3;

        var job = await service.WaitAsync(id);

        Assert.That(((string?)job["state"], (long?)job["attempt"], store.Failures), Is.EqualTo(("succeeded", 1L, 0)), job.ToJsonString());
    }

    [Test]
    public async Task A_result_that_finds_no_room_is_computed_again_once_there_is()
    {
        var files = new FullFiles(new FolderJobFiles(_folder["result/jobs"])) { IsFull = true };
        await using var service = await StartAsync("result", files, ("node:pauseWhenFull", "0.1"));
        var id = await service.SubmitAsync(TestService.Experiment());

        var job = await service.WaitAsync(id, "interrupted", "failed");
        Assert.That((string?)job["state"], Is.EqualTo("interrupted"), job.ToJsonString());
        Assert.That((string?)job["message"], Does.Contain("the disk is full: No space left on device : '/store'; ").And.Match(@"[0-9.]+ MB are free in '.*/result'").And.EndsWith("; it goes on when there is room"));
        Assert.That(Directory.Exists(_folder[$"result/jobs/{id}/result"]), Is.False);
        Assert.That(Left("result"), Is.Empty);
        files.IsFull = false;

        job = await service.WaitAsync(id);
        Assert.That(((string?)job["state"], (long?)job["attempt"]), Is.EqualTo(("succeeded", 2L)), job.ToJsonString());
        Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/result/object.txt"), Is.EqualTo("counted to 1"));
    }

    [Test]
    public async Task No_job_is_taken_for_a_while_after_one_has_filled_the_disk()
    {
        await using var service = await TestService.StartAsync(_folder["pause"], ("node:pauseWhenFull", "3600"));
        var id = await service.SubmitAsync(Filling());
        await service.WaitAsync(id, "interrupted");
        var other = await service.SubmitAsync(TestService.Experiment());

        for (var offer = 0; offer < 5; offer++)
        {
            await service.Runner.RunAsync(id, CancellationToken.None);
            await service.Runner.RunAsync(other, CancellationToken.None);
        }

        Assert.That(((string?)(await service.FindAsync(id))["state"], (long?)(await service.FindAsync(id))["attempt"]), Is.EqualTo(("interrupted", 1L)));
        Assert.That((string?)(await service.FindAsync(other))["state"], Is.EqualTo("queued"));
        using var ready = await service.GetAsync("health/ready");
        Assert.That(((int)ready.StatusCode, (string?)JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["detail"]), Is.EqualTo((503, "A job has filled the disk a moment ago.")));
        Assert.That((int)(await service.GetAsync("health/live")).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task A_job_that_fills_the_disk_again_and_again_fails()
    {
        await using var service = await TestService.StartAsync(_folder["thrice"], ("node:jobs", "0"), ("node:pauseWhenFull", "0.1"));
        var id = await service.SubmitAsync(Filling());
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            while ((await service.GetAsync("health/ready")).StatusCode != System.Net.HttpStatusCode.OK)
            {
                await Task.Delay(20);
            }

            await service.Runner.RunAsync(id, CancellationToken.None);
        }

        var job = await service.FindAsync(id);
        Assert.That(((string?)job["state"], (long?)job["attempt"]), Is.EqualTo(("failed", 3L)), job.ToJsonString());
        Assert.That((string?)job["message"], Does.Contain("error: the disk is full: somewhere").And.EndsWith("this was the 3rd time"));
        Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/log"), Does.Contain("error: the disk is full: somewhere"));
    }

    [Test]
    public async Task A_node_with_less_room_than_it_should_have_takes_no_job_and_is_not_ready()
    {
        await using var service = await TestService.StartAsync(_folder["short"], ("node:freeSpace", "1000000000000000000"));
        var id = await service.SubmitAsync(TestService.Experiment());
        await service.Runner.RunAsync(id, CancellationToken.None);

        Assert.That((string?)(await service.FindAsync(id))["state"], Is.EqualTo("queued"));
        Assert.That((int)(await service.GetAsync("health/ready")).StatusCode, Is.EqualTo(503));
    }

    [Test]
    public async Task A_small_disk_of_everything_is_filled_and_emptied()
    {
        using var disk = SmallDisk.Require(megabytes: 24);
        await using var service = await TestService.StartAsync(disk.Path, ("node:pauseWhenFull", "0.5"), ("node:jobs", "1"));
        var id = await service.SubmitAsync(TestService.Experiment(iterations: 200, pause: 50));
        await UntilAsync(() => HasCheckpoint(Path.Combine(disk.Path, "jobs", id)), "no checkpoint is shared");

        disk.Fill();
        Assert.That((int)(await service.GetAsync("health/ready")).StatusCode, Is.EqualTo(503));
        using var form = Form();
        using var refused = await service.PostAsync("api/v1/jobs", form);
        await ExpectAsync(refused);
        Assert.That(Directory.GetDirectories(Path.Combine(disk.Path, "jobs")).Select(Path.GetFileName), Is.EqualTo(new[] { id }), "files of no job");

        // Its process ends at the next checkpoint. The database cannot be told so; it is asked again.
        await Task.Delay(1500);
        Assert.That(((string?)(await service.FindAsync(id))["state"], (int)(await service.GetAsync("health/live")).StatusCode), Is.EqualTo(("running", 200)));
        Assert.That(Directory.Exists(Path.Combine(disk.Path, "jobs", id, "result")), Is.False);
        disk.Empty();

        var job = await service.WaitAsync(id);
        Assert.That((string?)job["state"], Is.EqualTo("succeeded"), job.ToJsonString());
        Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/result/pictures/course.txt"), Does.Match("^from [1-9]"), "it went on from its checkpoint");
        Assert.That((int)(await service.GetAsync("health/ready")).StatusCode, Is.EqualTo(200));
        using var again = Form();
        Assert.That((int)(await service.PostAsync("api/v1/jobs", again)).StatusCode, Is.EqualTo(201));
    }

    [Test]
    public async Task A_service_whose_database_has_no_room_can_be_stopped_and_goes_on_later()
    {
        FullStore store = null!;
        string id;
        await using (var service = await TestService.StartAsync(_folder["stopped"], services => services.AddSingleton<IJobStore>(_ => new PatientJobStore(
            store = new FullStore(Store("stopped")), new Patience(TimeSpan.FromMinutes(5), NullLogger<Patience>.Instance))), ("node:jobs", "1")))
        {
            id = await service.SubmitAsync(TestService.Experiment(iterations: 200, pause: 50));
            await UntilAsync(() => HasCheckpoint(_folder[$"stopped/jobs/{id}"]), "no checkpoint is shared");
            store.Failures = 6;
            await UntilAsync(() => store.Failures < 6, "the database is not asked");
        }

        // It stopped in good order: the job wrote its checkpoint, and the database was told as soon as it had room.
        Assert.That((await Store("stopped").FindAsync(id, CancellationToken.None))!.State, Is.EqualTo(JobState.Interrupted));
    }

    [Test]
    public async Task A_small_disk_of_results_is_filled_and_emptied()
    {
        using var disk = SmallDisk.Require(megabytes: 8);
        await using var service = await TestService.StartAsync(_folder["results"], ("store:files", disk.Path), ("node:pauseWhenFull", "0.1"), ("node:jobs", "1"));
        var id = await service.SubmitAsync(TestService.Experiment(iterations: 20, pause: 50));
        await UntilAsync(() => HasCheckpoint(Path.Combine(disk.Path, id)), "no checkpoint is shared");

        disk.Fill();
        var job = await service.WaitAsync(id, "interrupted", "failed");
        Assert.That(((string?)job["state"], (long?)job["attempt"]), Is.EqualTo(("interrupted", 1L)), job.ToJsonString());
        Assert.That((string?)job["message"], Does.Contain("the disk is full: No space left on device").And.Contain($"0 MB are free in '{disk.Path}'"));
        Assert.That(Directory.Exists(Path.Combine(disk.Path, id, "result")), Is.False);
        disk.Empty();

        job = await service.WaitAsync(id);
        Assert.That((string?)job["state"], Is.EqualTo("succeeded"), job.ToJsonString());
        Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/result/pictures/course.txt"), Does.Match("^from [1-9]"), "it went on from its checkpoint");
    }

    [Test]
    public void A_full_disk_is_known_however_it_is_written_to()
    {
        using var disk = SmallDisk.Require(megabytes: 1);
        disk.Fill();
        var path = Path.Combine(disk.Path, "file");
        foreach (var write in new Action[] { () => File.WriteAllText(path, new string('x', 100_000)), () => File.WriteAllBytes(path, new byte[100_000]), () => Copy(path) })
        {
            Assert.That(FullDisk.Is(Assert.Throws<IOException>(() => write())));
        }

        Assert.That(FullDisk.Is(Assert.Throws<DirectoryNotFoundException>(() => File.WriteAllText(Path.Combine(path, "none"), ""))), Is.False);

        static void Copy(string path)
        {
            using var file = File.Create(path);
            file.Write(new byte[100_000]);
        }
    }

    [Test]
    public void A_log_without_room_loses_lines_and_says_so()
    {
        using var disk = SmallDisk.Require(megabytes: 1);
        var path = Path.Combine(disk.Path, "log.txt");
        using (var log = new DiffImaging.Service.Workers.JobLog(path))
        {
            log.WriteLine(new string('1', 4095));
            disk.Fill();
            log.WriteLine("2");
            log.WriteLine("3");
            disk.Empty();
            log.WriteLine("4");
        }

        Assert.That(File.ReadAllLines(path)[1..], Is.EqualTo(new[] { "(2 lines are missing here: the disk was full)", "4" }));
    }

    private static bool HasCheckpoint(string job) => Directory.Exists(Path.Combine(job, "checkpoints")) && Directory.EnumerateFiles(Path.Combine(job, "checkpoints")).Any();

    private static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), otherwise);
        }
    }

    private static JsonObject Filling()
    {
        var definition = TestService.Experiment();
        (definition["stub"]!["exit"], definition["stub"]!["error"]) = (NoSpace, "error: the disk is full: somewhere");
        return definition;
    }

    private static MultipartFormDataContent Form() => new()
    {
        { TestService.Json(TestService.Experiment().ToJsonString()), "definition" },
        { new ByteArrayContent(new byte[20_000]), "file", "a.tif" },
    };

    private static async Task ExpectAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((507, "application/problem+json")), text);
        Assert.That((string?)JsonNode.Parse(text)!["title"], Is.EqualTo("The disk is full."));
    }

    private SqlJobStore Store(string name) => new(new SqliteDatabase(_folder[$"{name}/diffimaging.db"]), TimeSpan.FromSeconds(3));

    private Task<TestService> StartAsync(string name, FullFiles files, params (string, string)[] settings) =>
        TestService.StartAsync(_folder[name], services => services.AddSingleton<IJobFiles>(files), settings);

    // What lies in working folders, and half written among the files of jobs.
    private List<string> Left(string name) =>
    [
        .. Directory.Exists(_folder[$"{name}/work"]) ? Directory.GetDirectories(_folder[$"{name}/work"]).SelectMany(Directory.GetFileSystemEntries) : [],
        .. Directory.Exists(_folder[$"{name}/jobs"]) ? Directory.GetDirectories(_folder[$"{name}/jobs"], ".unfinished", SearchOption.AllDirectories).SelectMany(Directory.GetFileSystemEntries) : [],
    ];
}

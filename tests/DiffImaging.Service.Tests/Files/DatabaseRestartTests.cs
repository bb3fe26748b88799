using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Storage;
using DiffImaging.Service.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiffImaging.Service.Tests.Files;

/// <summary>A restart of the database costs time, and neither a file nor the end of a job.</summary>
[TestFixture]
public sealed class DatabaseRestartTests : IAsyncDisposable
{
    private const int Megabyte = 1 << 20;
    private static readonly CancellationToken Never = CancellationToken.None;

    private FileStore _store = null!;

    [OneTimeSetUp]
    public async Task Prepare()
    {
        _store = new FileStore("postgres");
        await _store.PrepareAsync();
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public async Task A_file_is_written_and_read_across_restarts()
    {
        var (job, restarts) = (JobId.Create(), 0);
        var content = new CountingStream(4 * Megabyte) { Reading = position => restarts += Restart(position == Megabyte && restarts == 0) };
        await _store.Files.PutAsync(job, "inputs/a", content, Never);

        await using var stream = (await _store.Files.OpenAsync(job, "inputs/a", Never))!;
        var read = new byte[4 * Megabyte];
        await stream.ReadExactlyAsync(read.AsMemory(0, Megabyte));
        restarts += Restart(true);
        await stream.ReadExactlyAsync(read.AsMemory(Megabyte));

        Assert.That(restarts, Is.EqualTo(2));
        Assert.That(read.Select((value, position) => value == CountingStream.At(position)), Has.All.True);
        Assert.That(await _store.CountAsync(job), Is.EqualTo(1));
    }

    [Test]
    public async Task A_job_ends_with_its_result_though_the_database_restarts_while_it_is_published()
    {
        var jobs = new PatientJobStore(_store.Jobs, new Patience(TimeSpan.FromSeconds(30), NullLogger<Patience>.Instance));
        var (job, attempt) = await StartAsync();
        await using var staged = await StageAsync(job);
        var tries = 0;

        var ended = await jobs.TryEndAsync(
            job, attempt, new JobOutcome(JobState.Succeeded),
            async transaction =>
            {
                // Before the result is in its place, then after: neither transaction comes to its end.
                tries++;
                Restart(tries == 1);
                await staged.PublishAsync(transaction, Never);
                Restart(tries == 2);
            },
            Never);

        Assert.That((ended, tries), Is.EqualTo((true, 3)));
        Assert.That((await _store.Jobs.FindAsync(job, Never))!.State, Is.EqualTo(JobState.Succeeded));
        Assert.That((await _store.Files.ListAsync(job, JobKeys.Result, Never)).Select(file => file.Key), Is.EqualTo(new[] { "result/a", "result/b" }));
    }

    [Test]
    public async Task A_result_whose_job_did_not_end_is_not_in_its_place()
    {
        var (job, _) = await StartAsync();
        await using var staged = await StageAsync(job);

        await _store.PublishAsync(staged, commit: false);

        Assert.That(await _store.Files.ListAsync(job, JobKeys.Result, Never), Is.Empty);
    }

    [Test]
    public async Task A_result_of_which_a_part_was_taken_away_ends_no_job()
    {
        var (job, attempt) = await StartAsync();
        await using var staged = await StageAsync(job);
        await _store.AgeAsync(job, TimeSpan.FromDays(2));
        await _store.Files.RemoveUnfinishedAsync(TimeSpan.FromDays(1), Never);

        Assert.ThrowsAsync<JobFilesException>(() => _store.Jobs.TryEndAsync(job, attempt, new JobOutcome(JobState.Succeeded), transaction => staged.PublishAsync(transaction, Never), Never));

        Assert.That((await _store.Jobs.FindAsync(job, Never))!.State, Is.EqualTo(JobState.Running));
    }

    [Test]
    public async Task A_database_that_stays_away_is_told_as_a_fault_of_the_store()
    {
        await using var database = new PostgresDatabase("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1");
        var files = new PostgresJobFiles(database, new Patience(TimeSpan.Zero, NullLogger<Patience>.Instance));

        Assert.ThrowsAsync<JobFilesException>(() => files.PutAsync(JobId.Create(), "inputs/a", new CountingStream(1), Never));
        Assert.ThrowsAsync<JobFilesException>(() => files.OpenAsync(JobId.Create(), "inputs/a", Never));
    }

    private int Restart(bool now)
    {
        if (now)
        {
            _store.Server!.Restart();
        }

        return now ? 1 : 0;
    }

    private async Task<(string Job, long Attempt)> StartAsync()
    {
        var job = JobId.Create();
        await _store.Jobs.AddAsync(new JobSubmission(job, "job", "{}"), Never);
        return (job, (await _store.Jobs.TryStartAsync(job, "node", Never))!.Value);
    }

    private async Task<IStagedResult> StageAsync(string job)
    {
        using var result = new TemporaryFolder();
        result.Write("a", "1");
        result.Write("b", "2");
        return await _store.Files.StageResultAsync(job, result.Path, Never);
    }
}

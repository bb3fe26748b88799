using DiffImaging.Service.Jobs;
using DiffImaging.Service.Storage;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Service.Tests.Storage;

/// <summary>The store of jobs keeps its promises in both databases.</summary>
[TestFixture("sqlite")]
[TestFixture("postgres")]
public sealed class JobStoreTests(string kind) : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private PostgresServer? _server;
    private SqlJobStore _store = null!;

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
    }

    [OneTimeSetUp]
    public async Task Prepare()
    {
        _server = kind == "postgres" ? PostgresServer.Require() : null;
        _store = new SqlJobStore(_server is null ? new SqliteDatabase(_folder["jobs.db"]) : new PostgresDatabase(_server.Connection), Silence);
        await _store.PrepareAsync(Never);
        await _store.PrepareAsync(Never);
    }

    [Test]
    public async Task A_job_is_found_as_it_was_submitted()
    {
        var submission = new JobSubmission(JobId.Create(), "µ-hologram", """{"modality":{"id":"x"}}""") { Priority = JobPriority.High, TimeLimit = 12.5 };

        var (added, isNew) = await _store.AddAsync(submission, Never);
        var found = await _store.FindAsync(added.Id, Never);

        Assert.That(isNew);
        Assert.That(found, Is.EqualTo(added));
        Assert.That((found!.Id, found.Name, found.State, found.Priority, found.TimeLimit, found.Attempt), Is.EqualTo((submission.Id, "µ-hologram", JobState.Queued, JobPriority.High, 12.5, 0L)));
        Assert.That(found.Submitted, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        Assert.That((await _store.FindWorkAsync(added.Id, Never))?.Definition, Is.EqualTo(submission.Definition));
        Assert.That(await _store.FindAsync(JobId.Create(), Never), Is.Null);
    }

    [Test]
    public async Task Jobs_of_an_earlier_version_are_kept()
    {
        using var folder = new TemporaryFolder();
        IDatabase database = _server is null ? new SqliteDatabase(folder["old.db"]) : new PostgresDatabase(_server.Connection + ";Search Path=earlier");
        await using (var connection = await database.OpenAsync(Never))
        {
            if (_server is not null)
            {
                await Dapper.SqlMapper.ExecuteAsync(connection, "CREATE SCHEMA earlier");
            }

            // The table as version 1.0 made it.
            await Dapper.SqlMapper.ExecuteAsync(connection, """
                CREATE TABLE diffimaging_jobs (
                    id TEXT PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL, priority BIGINT NOT NULL, definition TEXT NOT NULL, submitted BIGINT NOT NULL,
                    started BIGINT, ended BIGINT, node TEXT, attempt BIGINT NOT NULL DEFAULT 0, heartbeat BIGINT, cancel_requested BIGINT NOT NULL DEFAULT 0,
                    time_limit DOUBLE PRECISION, message TEXT NOT NULL DEFAULT '', progress TEXT, summary TEXT, idempotency_key TEXT UNIQUE);
                INSERT INTO diffimaging_jobs (id, name, state, priority, definition, submitted, attempt) VALUES ('one', 'old', 'queued', 5, '{}', 1000, 0);
                """);
        }

        var store = new SqlJobStore(database, Silence);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.PrepareAsync(Never)));
        await store.PrepareAsync(Never);

        var old = (await store.FindAsync("one", Never))!;
        var (added, _) = await store.AddAsync(Submission("new") with { Memory = 5_000_000_000 }, Never);
        Assert.That((old.Name, old.State, old.Memory), Is.EqualTo(("old", JobState.Queued, (long?)null)));
        Assert.That((await store.FindAsync(added.Id, Never))!.Memory, Is.EqualTo(5_000_000_000));
        Assert.That(await store.TryStartAsync("one", "node", Never), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_key_is_the_same_job()
    {
        var key = JobId.Create();
        var (first, _) = await _store.AddAsync(Submission("one") with { IdempotencyKey = key }, Never);
        var (second, isNew) = await _store.AddAsync(Submission("two") with { IdempotencyKey = key }, Never);
        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _store.AddAsync(Submission("none"), Never)));

        Assert.That((second, isNew), Is.EqualTo((first, false)));
        Assert.That(others.Select(other => other.Job.Id).Distinct().Count(), Is.EqualTo(8), "without a key every submission is a job");
    }

    [Test]
    public async Task A_submission_whose_answer_was_lost_is_told_again_and_is_one_job()
    {
        var submission = Submission("once");
        var (first, _) = await _store.AddAsync(submission, Never);

        Assert.That(await _store.AddAsync(submission, Never), Is.EqualTo((first, true)));
    }

    [Test]
    public async Task A_batch_waits_for_its_children_and_is_told_once()
    {
        var submission = Submission("batch") with { Batch = new JobBatch([new JobChild("a", """{"run":{"seed":"1"}}"""), new JobChild("b", "{}")], 0, ["result.json", ".npy"]), Priority = JobPriority.Low };
        var (batch, _) = await _store.AddAsync(submission, Never);
        var (again, isNew) = await _store.AddAsync(submission, Never);
        var children = await _store.FindChildrenAsync(batch.Id, Never);

        Assert.That((again.Id, isNew), Is.EqualTo((batch.Id, true)));
        Assert.That(children.Select(child => (child.Name, child.Priority, child.Parent)), Is.EqualTo(new[] { ("a", JobPriority.Low, batch.Id), ("b", JobPriority.Low, batch.Id) }));
        Assert.That(await _store.TryStartAsync(batch.Id, "node", Never), Is.Null, "its children have not ended");
        Assert.That((await _store.FindWaitingAsync(Never)).Select(job => job.Id), Does.Not.Contain(batch.Id).And.Contain(children[0].Id));
        var work = (await _store.FindWorkAsync(children[0].Id, Never))!;
        Assert.That((work.Definition, work.InputsOf, work.Overlay, work.Batch), Is.EqualTo((submission.Definition, batch.Id, """{"run":{"seed":"1"}}""", (JobBatch?)null)));

        foreach (var child in children)
        {
            var attempt = (await _store.TryStartAsync(child.Id, "node", Never))!.Value;
            Assert.That(await _store.TryEndAsync(child.Id, attempt, new JobOutcome(JobState.Succeeded), null, Never));
        }

        var joined = (await _store.FindWorkAsync(batch.Id, Never))!;
        Assert.That(joined.Batch!.Joins, Is.EqualTo(new[] { "result.json", ".npy" }));
        Assert.That((await _store.FindAsync(batch.Id, Never))!.Children, Is.EqualTo(new Dictionary<JobState, long> { [JobState.Succeeded] = 2 }));
        Assert.That((await _store.FindWaitingAsync(Never)).Select(job => job.Id), Does.Contain(batch.Id));
        Assert.That(await _store.TryStartAsync(batch.Id, "node", Never), Is.EqualTo(1));
        Assert.That(await _store.TryDeleteAsync(children[0].Id, Never), Is.False, "a child goes with its batch");
    }

    [Test]
    public async Task A_job_that_was_taken_back_while_its_node_stopped_is_cancelled()
    {
        var id = await AddAsync();
        var attempt = (await _store.TryStartAsync(id, "node", Never))!.Value;
        await _store.CancelAsync(id, Never);
        await _store.TryEndAsync(id, attempt, new JobOutcome(JobState.Interrupted), null, Never);

        await _store.FindWaitingAsync(Never);

        var job = (await _store.FindAsync(id, Never))!;
        Assert.That((job.State, job.Ended is not null), Is.EqualTo((JobState.Cancelled, true)));
    }

    [Test]
    public async Task A_batch_is_not_retried_before_its_children_have_ended()
    {
        var submission = Submission("batch") with { Batch = new JobBatch([new JobChild("a", "{}")], 0, ["result.json"]) };
        var (batch, _) = await _store.AddAsync(submission, Never);
        var child = (await _store.FindChildrenAsync(batch.Id, Never)).Single();
        var attempt = (await _store.TryStartAsync(child.Id, "node", Never))!.Value;
        await _store.CancelAsync(batch.Id, Never);

        Assert.That(await _store.TryRetryAsync(batch.Id, Never), Is.False, "the child still runs, and would end as cancelled");
        await _store.TryEndAsync(child.Id, attempt, new JobOutcome(JobState.Cancelled), null, Never);
        Assert.That(await _store.TryRetryAsync(batch.Id, Never));
        Assert.That((await _store.FindAsync(child.Id, Never))!.State, Is.EqualTo(JobState.Queued));
    }

    [Test]
    public async Task Of_many_nodes_one_gets_a_job()
    {
        var id = await AddAsync();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 16).Select(node => _store.TryStartAsync(id, $"node-{node}", Never)));

        Assert.That(tokens.Where(token => token is not null), Is.EqualTo(new long?[] { 1 }));
        Assert.That((await _store.FindAsync(id, Never))!.State, Is.EqualTo(JobState.Running));
    }

    [Test]
    public async Task A_silent_nodes_job_is_given_to_another_and_what_the_first_brings_is_discarded()
    {
        var id = await AddAsync();
        var first = (await _store.TryStartAsync(id, "first", Never))!.Value;
        Assert.That(await _store.TryStartAsync(id, "second", Never), Is.Null, "the first is alive");
        await Task.Delay(2 * Silence);

        Assert.That((await _store.FindWaitingAsync(Never)).Single(job => job.Id == id).State, Is.EqualTo(JobState.Interrupted));
        var second = (await _store.TryStartAsync(id, "second", Never))!.Value;

        var published = new List<string>();
        Func<System.Data.Common.DbTransaction, Task> Publish(string who) => _ => Task.Run(() => published.Add(who));
        Assert.That(second, Is.EqualTo(first + 1));
        Assert.That(await _store.HeartbeatAsync(id, first, "{}", Never), Is.EqualTo(JobLease.Lost));
        Assert.That(await _store.TryEndAsync(id, first, new JobOutcome(JobState.Failed), Publish("first"), Never), Is.False);
        Assert.That(await _store.HeartbeatAsync(id, second, """{"iteration":3}""", Never), Is.EqualTo(JobLease.Held));
        Assert.That(await _store.TryEndAsync(id, second, new JobOutcome(JobState.Succeeded, "", "{}"), Publish("second"), Never));
        Assert.That(await _store.TryEndAsync(id, second, new JobOutcome(JobState.Succeeded, "", "{}"), Publish("again"), Never), "an answer that was lost is told again");
        var job = (await _store.FindAsync(id, Never))!;
        Assert.That(published, Is.EqualTo(new[] { "second" }));
        Assert.That((job.State, job.Node, job.Progress, job.Summary), Is.EqualTo((JobState.Succeeded, "second", """{"iteration":3}""", "{}")));
        Assert.That(job.Ended, Is.Not.Null);
    }

    [Test]
    public async Task A_result_that_cannot_be_published_ends_nothing()
    {
        var id = await AddAsync();
        var attempt = (await _store.TryStartAsync(id, "node", Never))!.Value;

        Assert.ThrowsAsync<IOException>(() => _store.TryEndAsync(id, attempt, new JobOutcome(JobState.Succeeded), _ => throw new IOException("full"), Never));

        Assert.That((await _store.FindAsync(id, Never))!.State, Is.EqualTo(JobState.Running));
        Assert.That(await _store.TryEndAsync(id, attempt, new JobOutcome(JobState.Failed, "full"), null, Never));
    }

    [Test]
    public async Task A_waiting_job_is_cancelled_at_once_and_a_running_one_by_its_node()
    {
        var (waiting, running) = (await AddAsync(), await AddAsync());
        var attempt = (await _store.TryStartAsync(running, "node", Never))!.Value;

        Assert.That((await _store.CancelAsync(waiting, Never))!.State, Is.EqualTo(JobState.Cancelled));
        Assert.That((await _store.CancelAsync(running, Never))!.State, Is.EqualTo(JobState.Running));
        Assert.That(await _store.HeartbeatAsync(running, attempt, null, Never), Is.EqualTo(JobLease.CancelRequested));
        Assert.That(await _store.TryStartAsync(waiting, "node", Never), Is.Null);
        Assert.That(await _store.CancelAsync(JobId.Create(), Never), Is.Null);

        // The node dies before it can say so.
        await Task.Delay(2 * Silence);
        await _store.FindWaitingAsync(Never);
        Assert.That((await _store.FindAsync(running, Never))!.State, Is.EqualTo(JobState.Cancelled));
    }

    [Test]
    public async Task Only_what_failed_or_was_cancelled_is_tried_again()
    {
        var id = await AddAsync();
        Assert.That(await _store.TryRetryAsync(id, Never), Is.False);
        await _store.CancelAsync(id, Never);

        Assert.That(await _store.TryRetryAsync(id, Never));

        Assert.That(await _store.TryStartAsync(id, "node", Never), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_what_has_ended_is_deleted()
    {
        var id = await AddAsync();
        Assert.That(await _store.TryDeleteAsync(id, Never), Is.False);
        await _store.CancelAsync(id, Never);

        Assert.That(await _store.TryDeleteAsync(id, Never));

        Assert.That(await _store.FindAsync(id, Never), Is.Null);
    }

    [Test]
    public async Task What_has_ended_is_found_by_its_age()
    {
        var (older, newer, waiting) = (await AddAsync(), await AddAsync(), await AddAsync());
        await _store.CancelAsync(older, Never);
        await Task.Delay(600);
        await _store.CancelAsync(newer, Never);

        var old = await _store.FindEndedAsync(TimeSpan.FromMilliseconds(400), 1000, Never);

        Assert.That(old, Does.Contain(older).And.Not.Contain(newer).And.Not.Contain(waiting));
        Assert.That(await _store.FindEndedAsync(TimeSpan.FromMilliseconds(400), 1, Never), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Of_some_ids_those_without_a_job_are_found()
    {
        var (known, unknown) = (await AddAsync(), Enumerable.Range(0, 1100).Select(_ => JobId.Create()).ToList());

        Assert.That(await _store.FindUnknownAsync([.. unknown, known], Never), Is.EquivalentTo(unknown));
        Assert.That(await _store.FindUnknownAsync([], Never), Is.Empty);
    }

    [Test]
    public async Task A_list_is_filtered_and_paged()
    {
        var name = JobId.Create();
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add((await _store.AddAsync(Submission($"100%_{name}_{number}"), Never)).Job.Id);
            await Task.Delay(2);
        }

        await _store.CancelAsync(ids[1], Never);
        async Task<string[]> List(JobQuery query) => [.. (await _store.ListAsync(query, Never)).Select(job => job.Id)];
        ids.Reverse();

        Assert.That(await List(new JobQuery { Name = $"100%_{name.ToUpperInvariant()}" }), Is.EqualTo(ids));
        Assert.That(await List(new JobQuery { Name = $"100_{name}" }), Is.Empty, "the characters of a pattern stand for themselves");
        Assert.That(await List(new JobQuery { Name = name, Limit = 2 }), Is.EqualTo(ids[..2]));
        Assert.That(await List(new JobQuery { Name = name, Limit = 2, Before = ids[1] }), Is.EqualTo(ids[2..4]));
        Assert.That(await List(new JobQuery { Name = name, States = [JobState.Cancelled] }), Is.EqualTo(new[] { ids[3] }));
        Assert.That((await _store.CountAsync(Never))[JobState.Queued], Is.GreaterThanOrEqualTo(4));
    }

    private static JobSubmission Submission(string name) => new(JobId.Create(), name, "{}");

    private async Task<string> AddAsync() => (await _store.AddAsync(Submission("job"), Never)).Job.Id;
}

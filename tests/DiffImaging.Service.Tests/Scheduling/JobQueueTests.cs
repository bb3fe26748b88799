using DiffImaging.Service.Jobs;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Service.Tests.Scheduling;

/// <summary>Several hands queue the same job: the call that submitted it, and every node that looks for what waits.</summary>
[TestFixture("sqlite")]
[TestFixture("postgres")]
public sealed class JobQueueTests(string kind) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_job_that_many_queue_at_once_is_queued_and_runs_once()
    {
        using var database = kind == "postgres" ? PostgresServer.Require() : null;
        (string, string)[] settings = database is null ? [("node:jobs", "1")] : [("node:jobs", "1"), ("store:kind", "postgres"), ("store:connection", database.Connection)];
        await using var service = await TestService.StartAsync(_folder.Path, settings);
        for (var round = 0; round < 10; round++)
        {
            var (job, _) = await service.Jobs.AddAsync(new JobSubmission(JobId.Create(), "many", TestService.Experiment().ToJsonString()), CancellationToken.None);

            await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => service.Queue.EnqueueAsync(job, CancellationToken.None))));

            var ended = await service.WaitAsync(job.Id);
            Assert.That(((string)ended["state"]!, (long)ended["attempt"]!), Is.EqualTo(("succeeded", 1L)));
        }
    }
}

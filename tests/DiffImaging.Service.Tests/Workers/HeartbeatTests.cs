using Dapper;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Options;
using DiffImaging.Service.Plugins;
using DiffImaging.Service.Storage;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Service.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>A node that copies large files is not silent.</summary>
[TestFixture]
public sealed class HeartbeatTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("open")]
    [TestCase("checkpoints")]
    [TestCase("stage")]
    public async Task Signs_of_life_go_on_while_files_are_copied(string slow)
    {
        var database = new SqliteDatabase(_folder[$"{slow}.db"]);
        var jobs = new SqlJobStore(database, Longest);
        await jobs.PrepareAsync(Never);
        var id = JobId.Create();
        await jobs.AddAsync(new JobSubmission(id, "job", TestService.Experiment(iterations: slow == "checkpoints" ? 60 : 1, pause: 100).ToJsonString()), Never);
        var waited = 0;
        var files = new SlowFiles(new FolderJobFiles(_folder["files"]), what => what == slow && waited++ == 0 ? BeatsAsync(database, id, 2) : Task.CompletedTask);
        await files.PutAsync(id, "inputs/a", new CountingStream(10), Never);
        using var data = new DataFolder(_folder[slow]);
        var options = Microsoft.Extensions.Options.Options.Create(new ServiceOptions());

        await using var metrics = new ServiceCollection().AddMetrics().AddLogging().AddSingleton<IJobStore>(jobs).AddSingleton<JobCounts>().BuildServiceProvider();
        var space = new NodeSpace(data, options, NullLogger<NodeSpace>.Instance);
        await new JobRunner(jobs, files, TestService.Stub, data, space, ActivatorUtilities.CreateInstance<JobMetrics>(metrics), new PluginConduct(options, NullLogger<PluginConduct>.Instance), options, NullLogger<JobRunner>.Instance).RunAsync(id, Never);

        var job = (await jobs.FindAsync(id, Never))!;
        Assert.That((job.State, job.Message, waited > 0), Is.EqualTo((JobState.Succeeded, "", true)));
    }

    // Comes back once the job has given so many signs of life; never by itself where the runner waits for it.
    private static async Task BeatsAsync(IDatabase database, string id, int count)
    {
        var (start, last) = (TimeProvider.System.GetTimestamp(), await HeartbeatAsync(database, id));
        while (count > 0)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Longest)
            {
                throw new JobFilesException("no sign of life");
            }

            await Task.Delay(20);
            var beat = await HeartbeatAsync(database, id);
            (count, last) = (beat == last ? count : count - 1, beat);
        }
    }

    private static async Task<long> HeartbeatAsync(IDatabase database, string id)
    {
        await using var connection = await database.OpenAsync(Never);
        return await connection.QuerySingleAsync<long>("SELECT heartbeat FROM diffimaging_jobs WHERE id = @id", new { id });
    }
}

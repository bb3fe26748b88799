using System.Data.Common;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using Microsoft.Extensions.Logging;

namespace DiffImaging.Service.Storage;

/// <summary>Asks again where the database was away, so that a restart of it ends no job.</summary>
/// <remarks>Where its disk is full, nodes ask again likewise; people are told at once.</remarks>
internal sealed partial class PatientJobStore(IJobStore store, TimeSpan patience, ILogger<PatientJobStore> logger) : IJobStore
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public Task PrepareAsync(CancellationToken cancellation) => AskAsync(async () =>
    {
        await store.PrepareAsync(cancellation);
        return true;
    }, cancellation);

    public Task<(Job Job, bool IsNew)> AddAsync(JobSubmission submission, CancellationToken cancellation) => AskAsync(() => store.AddAsync(submission, cancellation), cancellation);

    public Task<Job?> FindAsync(string id, CancellationToken cancellation) => AskAsync(() => store.FindAsync(id, cancellation), cancellation);

    public Task<JobWork?> FindWorkAsync(string id, CancellationToken cancellation) => AskAsync(() => store.FindWorkAsync(id, cancellation), cancellation);

    public Task<IReadOnlyList<Job>> FindChildrenAsync(string id, CancellationToken cancellation) => AskAsync(() => store.FindChildrenAsync(id, cancellation), cancellation);

    public Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellation) => AskAsync(() => store.ListAsync(query, cancellation), cancellation);

    public Task<IReadOnlyDictionary<JobState, long>> CountAsync(CancellationToken cancellation) => AskAsync(() => store.CountAsync(cancellation), cancellation);

    public Task<long?> TryStartAsync(string id, string node, CancellationToken cancellation) => AskAsync(() => store.TryStartAsync(id, node, cancellation), cancellation, waitsForSpace: true);

    public Task<JobLease> HeartbeatAsync(string id, long attempt, string? progress, CancellationToken cancellation) =>
        AskAsync(() => store.HeartbeatAsync(id, attempt, progress, cancellation), cancellation, waitsForSpace: true);

    public Task<bool> TryEndAsync(string id, long attempt, JobOutcome outcome, Action? publish, CancellationToken cancellation) =>
        AskAsync(() => store.TryEndAsync(id, attempt, outcome, publish, cancellation), cancellation, waitsForSpace: true);

    public Task<Job?> CancelAsync(string id, CancellationToken cancellation) => AskAsync(() => store.CancelAsync(id, cancellation), cancellation);

    public Task<bool> TryRetryAsync(string id, CancellationToken cancellation) => AskAsync(() => store.TryRetryAsync(id, cancellation), cancellation);

    public Task<IReadOnlyList<Job>> FindWaitingAsync(CancellationToken cancellation) => AskAsync(() => store.FindWaitingAsync(cancellation), cancellation, waitsForSpace: true);

    public Task<IReadOnlyList<string>> FindEndedAsync(TimeSpan age, int limit, CancellationToken cancellation) => AskAsync(() => store.FindEndedAsync(age, limit, cancellation), cancellation);

    public Task<bool> TryDeleteAsync(string id, CancellationToken cancellation) => AskAsync(() => store.TryDeleteAsync(id, cancellation), cancellation);

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation, bool waitsForSpace = false)
    {
        var (start, pause) = (TimeProvider.System.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (DbException exception) when ((FullDisk.Is(exception) ? waitsForSpace : IsTransient(exception)) && TimeProvider.System.GetElapsedTime(start) < patience)
            {
                LogAway(exception.Message);
            }

            await Task.Delay(pause, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // Npgsql does not count a server that starts or stops among what may pass.
    private static bool IsTransient(DbException exception) =>
        exception.IsTransient || exception is Npgsql.PostgresException { SqlState: "57P01" or "57P02" or "57P03" } or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 5 or 6 };

    [LoggerMessage(Level = LogLevel.Warning, Message = "the database cannot do its work: {Reason}; asking again")]
    private partial void LogAway(string reason);
}

using DiffImaging.Service.Jobs;
using Microsoft.Data.Sqlite;

namespace DiffImaging.Service.Tests.Support;

/// <summary>A database on a disk that can be full: what is there can be read, and nothing can be written.</summary>
internal sealed class FullStore(IJobStore inner) : IJobStore
{
    private const int SqliteFull = 13;

    /// <summary>How many writes fail from now on.</summary>
    public int Failures { get; set; }

    public Task PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

    public Task<(Job Job, bool IsNew)> AddAsync(JobSubmission submission, CancellationToken cancellation) => Write(() => inner.AddAsync(submission, cancellation));

    public Task<Job?> FindAsync(string id, CancellationToken cancellation) => inner.FindAsync(id, cancellation);

    public Task<JobWork?> FindWorkAsync(string id, CancellationToken cancellation) => inner.FindWorkAsync(id, cancellation);

    public Task<IReadOnlyList<Job>> FindChildrenAsync(string id, CancellationToken cancellation) => inner.FindChildrenAsync(id, cancellation);

    public Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellation) => inner.ListAsync(query, cancellation);

    public Task<IReadOnlyDictionary<JobState, long>> CountAsync(CancellationToken cancellation) => inner.CountAsync(cancellation);

    public Task<long?> TryStartAsync(string id, string node, CancellationToken cancellation) => Write(() => inner.TryStartAsync(id, node, cancellation));

    public Task<JobLease> HeartbeatAsync(string id, long attempt, string? progress, CancellationToken cancellation) => Write(() => inner.HeartbeatAsync(id, attempt, progress, cancellation));

    public Task<bool> TryEndAsync(string id, long attempt, JobOutcome outcome, Func<System.Data.Common.DbTransaction, Task>? publish, CancellationToken cancellation) =>
        Write(() => inner.TryEndAsync(id, attempt, outcome, publish, cancellation));

    public Task<IReadOnlyList<string>> FindUnknownAsync(IReadOnlyList<string> ids, CancellationToken cancellation) => inner.FindUnknownAsync(ids, cancellation);

    public Task<Job?> CancelAsync(string id, CancellationToken cancellation) => Write(() => inner.CancelAsync(id, cancellation));

    public Task<bool> TryRetryAsync(string id, CancellationToken cancellation) => Write(() => inner.TryRetryAsync(id, cancellation));

    public Task<IReadOnlyList<Job>> FindWaitingAsync(CancellationToken cancellation) => inner.FindWaitingAsync(cancellation);

    public Task<IReadOnlyList<string>> FindEndedAsync(TimeSpan age, int limit, CancellationToken cancellation) => inner.FindEndedAsync(age, limit, cancellation);

    public Task<bool> TryDeleteAsync(string id, CancellationToken cancellation) => Write(() => inner.TryDeleteAsync(id, cancellation));

    private Task<T> Write<T>(Func<Task<T>> write)
    {
        if (Failures == 0)
        {
            return write();
        }

        Failures--;
        throw new SqliteException("SQLite Error 13: 'database or disk is full'.", SqliteFull);
    }
}

using System.Data.Common;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Storage;

/// <summary>Asks again where the database was away, so that a restart of it ends no job.</summary>
/// <remarks>Where its disk is full, nodes ask again likewise; people are told at once.</remarks>
internal sealed class PatientJobStore(IJobStore store, Patience patience) : IJobStore
{
    public Task PrepareAsync(CancellationToken cancellation) => patience.AskAsync(async () =>
    {
        await store.PrepareAsync(cancellation);
        return true;
    }, cancellation);

    public Task<(Job Job, bool IsNew)> AddAsync(JobSubmission submission, CancellationToken cancellation) => patience.AskAsync(() => store.AddAsync(submission, cancellation), cancellation);

    public Task<Job?> FindAsync(string id, CancellationToken cancellation) => patience.AskAsync(() => store.FindAsync(id, cancellation), cancellation);

    public Task<JobWork?> FindWorkAsync(string id, CancellationToken cancellation) => patience.AskAsync(() => store.FindWorkAsync(id, cancellation), cancellation);

    public Task<IReadOnlyList<Job>> FindChildrenAsync(string id, CancellationToken cancellation) => patience.AskAsync(() => store.FindChildrenAsync(id, cancellation), cancellation);

    public Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellation) => patience.AskAsync(() => store.ListAsync(query, cancellation), cancellation);

    public Task<IReadOnlyDictionary<JobState, long>> CountAsync(CancellationToken cancellation) => patience.AskAsync(() => store.CountAsync(cancellation), cancellation);

    public Task<long?> TryStartAsync(string id, string node, CancellationToken cancellation) => patience.AskAsync(() => store.TryStartAsync(id, node, cancellation), cancellation, waitsForSpace: true);

    public Task<JobLease> HeartbeatAsync(string id, long attempt, string? progress, CancellationToken cancellation) =>
        patience.AskAsync(() => store.HeartbeatAsync(id, attempt, progress, cancellation), cancellation, waitsForSpace: true);

    public Task<bool> TryEndAsync(string id, long attempt, JobOutcome outcome, Func<DbTransaction, Task>? publish, CancellationToken cancellation) =>
        patience.AskAsync(() => store.TryEndAsync(id, attempt, outcome, publish, cancellation), cancellation, waitsForSpace: true);

    public Task<Job?> CancelAsync(string id, CancellationToken cancellation) => patience.AskAsync(() => store.CancelAsync(id, cancellation), cancellation);

    public Task<bool> TryRetryAsync(string id, CancellationToken cancellation) => patience.AskAsync(() => store.TryRetryAsync(id, cancellation), cancellation);

    public Task<IReadOnlyList<Job>> FindWaitingAsync(CancellationToken cancellation) => patience.AskAsync(() => store.FindWaitingAsync(cancellation), cancellation, waitsForSpace: true);

    public Task<IReadOnlyList<string>> FindEndedAsync(TimeSpan age, int limit, CancellationToken cancellation) => patience.AskAsync(() => store.FindEndedAsync(age, limit, cancellation), cancellation);

    public Task<IReadOnlyList<string>> FindUnknownAsync(IReadOnlyList<string> ids, CancellationToken cancellation) => patience.AskAsync(() => store.FindUnknownAsync(ids, cancellation), cancellation);

    public Task<bool> TryDeleteAsync(string id, CancellationToken cancellation) => patience.AskAsync(() => store.TryDeleteAsync(id, cancellation), cancellation);
}

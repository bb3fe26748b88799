using System.Data.Common;

namespace DiffImaging.Service.Jobs;

/// <summary>The jobs of all nodes and their history. Every change of a state goes through here, in one transaction.</summary>
public interface IJobStore
{
    /// <summary>Makes the tables where they are missing.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Adds a job, of a batch with its children, in the state <see cref="JobState.Queued"/>.</summary>
    /// <returns>The job, and whether it is new: not where the idempotency key was given before.</returns>
    Task<(Job Job, bool IsNew)> AddAsync(JobSubmission submission, CancellationToken cancellation);

    /// <summary>Finds a job; null where there is none.</summary>
    Task<Job?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>What an attempt at a job has to do; null where there is no such job.</summary>
    Task<JobWork?> FindWorkAsync(string id, CancellationToken cancellation);

    /// <summary>The children of a batch, in their order; empty for what is none.</summary>
    Task<IReadOnlyList<Job>> FindChildrenAsync(string id, CancellationToken cancellation);

    /// <summary>The jobs that are asked for.</summary>
    Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellation);

    /// <summary>How many jobs are in each state.</summary>
    Task<IReadOnlyDictionary<JobState, long>> CountAsync(CancellationToken cancellation);

    /// <summary>Takes a waiting job, or one whose node has been silent, for a node. A batch waits for its children.</summary>
    /// <returns>The new attempt's fencing token; null where the job is not to be had.</returns>
    Task<long?> TryStartAsync(string id, string node, CancellationToken cancellation);

    /// <summary>Says that an attempt is alive.</summary>
    /// <param name="progress">The latest progress as JSON; null to leave it.</param>
    Task<JobLease> HeartbeatAsync(string id, long attempt, string? progress, CancellationToken cancellation);

    /// <summary>Ends an attempt, if the job is still its own.</summary>
    /// <param name="publish">Brings the result to its place, while the job is held, in the transaction that ends it; null for no result.</param>
    /// <returns>Whether the outcome counts.</returns>
    Task<bool> TryEndAsync(string id, long attempt, JobOutcome outcome, Func<DbTransaction, Task>? publish, CancellationToken cancellation);

    /// <summary>Asks for the end of a job, of a batch with its children; what waits is cancelled at once.</summary>
    /// <returns>The job as it is then; null where there is none.</returns>
    Task<Job?> CancelAsync(string id, CancellationToken cancellation);

    /// <summary>Queues a failed or cancelled job again, of a batch with its failed or cancelled children.</summary>
    /// <returns>Whether it was in such a state; never where it is a child of a batch that has ended, or a batch with children that have not.</returns>
    Task<bool> TryRetryAsync(string id, CancellationToken cancellation);

    /// <summary>Marks running jobs whose node has been silent for too long as interrupted, and cancels the children of batches of which too many have failed.</summary>
    /// <returns>Every job that waits for a node; no batch whose children have not all ended.</returns>
    Task<IReadOnlyList<Job>> FindWaitingAsync(CancellationToken cancellation);

    /// <summary>Ids of jobs, none of them a child, that ended longer ago than an age, the oldest first.</summary>
    /// <param name="age">The age.</param>
    /// <param name="limit">Most ids of the answer.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<string>> FindEndedAsync(TimeSpan age, int limit, CancellationToken cancellation);

    /// <summary>Which of some ids are no job's.</summary>
    Task<IReadOnlyList<string>> FindUnknownAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>Removes a job that has reached a final state, of a batch with its children, which have too.</summary>
    /// <returns>Whether there was one; a child goes with its batch.</returns>
    Task<bool> TryDeleteAsync(string id, CancellationToken cancellation);
}

namespace DiffImaging.Service.Jobs;

/// <summary>What is needed to make a job.</summary>
/// <param name="Id">Identifies it, see <see cref="JobId"/>; what is submitted with it lies there already.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Definition">The experiment, as JSON.</param>
public sealed record JobSubmission(string Id, string Name, string Definition)
{
    /// <summary>Which of two waiting jobs is taken first.</summary>
    public JobPriority Priority { get; init; } = JobPriority.Normal;

    /// <summary>Seconds that an attempt at it may take; null for no limit.</summary>
    public double? TimeLimit { get; init; }

    /// <summary>The experiments of a batch; null for a job by itself.</summary>
    public JobBatch? Batch { get; init; }

    /// <summary>Bytes that a run of it is expected to hold; null where nobody can tell.</summary>
    public long? Memory { get; init; }

    /// <summary>Chosen by the submitter: a second submission with the same key is the first one; null for none.</summary>
    public string? IdempotencyKey { get; init; }
}

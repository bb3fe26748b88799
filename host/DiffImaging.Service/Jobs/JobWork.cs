namespace DiffImaging.Service.Jobs;

/// <summary>What an attempt at a job has to do.</summary>
/// <param name="Definition">The experiment, as JSON; of a child that of its batch.</param>
/// <param name="InputsOf">The job that the inputs were submitted with.</param>
public sealed record JobWork(string Definition, string InputsOf)
{
    /// <summary>What a child has of its own, as JSON; null for what is none.</summary>
    public string? Overlay { get; init; }

    /// <summary>The children whose results a batch joins; null for what is no batch.</summary>
    public JobBatch? Batch { get; init; }
}

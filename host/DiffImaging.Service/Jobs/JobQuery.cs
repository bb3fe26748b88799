namespace DiffImaging.Service.Jobs;

/// <summary>Which jobs are asked for: those by themselves and batches, newest first, or the children of a batch, in their order.</summary>
public sealed record JobQuery
{
    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>Only names that contain this; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>Only jobs submitted before this one, by its id; null from the newest on.</summary>
    public string? Before { get; init; }

    /// <summary>Only the children of this batch; null for what is no child.</summary>
    public string? Parent { get; init; }

    /// <summary>Only children behind this one, by its id; null from the first on.</summary>
    public string? After { get; init; }

    /// <summary>Most jobs of the answer.</summary>
    public int Limit { get; init; } = 50;
}

namespace DiffImaging.Service.Jobs;

/// <summary>A job: an experiment, where it stands and what became of it.</summary>
public sealed record Job
{
    /// <summary>Identifies it; sorts by the time of submission.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>Which of two waiting jobs is taken first.</summary>
    public required JobPriority Priority { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset Submitted { get; init; }

    /// <summary>When a node first took it; null before.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it reached a final state; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The node that runs it, or ran it last.</summary>
    public string? Node { get; init; }

    /// <summary>The fencing token: how many times a node has taken it. What an earlier attempt brings is discarded.</summary>
    public long Attempt { get; init; }

    /// <summary>Why it failed or what else should be known; empty for nothing.</summary>
    public string Message { get; init; } = "";

    /// <summary>The latest progress as JSON; null before the first.</summary>
    public string? Progress { get; init; }

    /// <summary>Status, estimates and figures of the result as JSON; null without a result.</summary>
    public string? Summary { get; init; }

    /// <summary>Seconds that an attempt at it may take; null for no limit.</summary>
    public double? TimeLimit { get; init; }

    /// <summary>The batch that it is a child of; null where it stands by itself.</summary>
    public string? Parent { get; init; }

    /// <summary>Of a batch: how many children are in each state; null for what is none.</summary>
    public IReadOnlyDictionary<JobState, long>? Children { get; init; }

    /// <summary>Bytes that a run of it is expected to hold; null where nobody can tell.</summary>
    public long? Memory { get; init; }
}

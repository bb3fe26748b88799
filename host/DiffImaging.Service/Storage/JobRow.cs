using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Storage;

/// <summary>A row of the table of jobs, as the databases know it.</summary>
internal sealed record JobRow
{
    /// <summary>The columns of a <see cref="Job"/>; the definition is asked for apart.</summary>
    public const string Columns = "id, name, state, priority, submitted, started, ended, node, attempt, message, progress, summary, time_limit, memory, parent, most_failures";

    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string State { get; init; } = "";

    public long Priority { get; init; }

    public long Submitted { get; init; }

    public long? Started { get; init; }

    public long? Ended { get; init; }

    public string? Node { get; init; }

    public long Attempt { get; init; }

    public string Message { get; init; } = "";

    public string? Progress { get; init; }

    public string? Summary { get; init; }

    public double? TimeLimit { get; init; }

    public long? Memory { get; init; }

    public string? Parent { get; init; }

    /// <summary>Null for what is no batch.</summary>
    public long? MostFailures { get; init; }

    public Job ToJob(IReadOnlyDictionary<JobState, long>? children = null) => new()
    {
        Id = Id,
        Name = Name,
        State = Enum.Parse<JobState>(State, ignoreCase: true),
        Priority = (JobPriority)Priority,
        Submitted = Time(Submitted),
        Started = Started is { } started ? Time(started) : null,
        Ended = Ended is { } ended ? Time(ended) : null,
        Node = Node,
        Attempt = Attempt,
        Message = Message,
        Progress = Progress,
        Summary = Summary,
        TimeLimit = TimeLimit,
        Memory = Memory,
        Parent = Parent,
        Children = children,
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

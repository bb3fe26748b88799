namespace DiffImaging.Service.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>It waits for a node.</summary>
    Queued,

    /// <summary>A node runs it.</summary>
    Running,

    /// <summary>It ended with a result.</summary>
    Succeeded,

    /// <summary>It ended without a result that can be believed; the message says why.</summary>
    Failed,

    /// <summary>Somebody took it back.</summary>
    Cancelled,

    /// <summary>Its node stopped or died; it goes on from its last checkpoint.</summary>
    Interrupted,
}

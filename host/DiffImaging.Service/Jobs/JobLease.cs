namespace DiffImaging.Service.Jobs;

/// <summary>What a node that runs a job learns at each heartbeat.</summary>
public enum JobLease
{
    /// <summary>The job is still this attempt's.</summary>
    Held,

    /// <summary>Somebody has asked for its end.</summary>
    CancelRequested,

    /// <summary>Another attempt has taken it, or it has ended: what this one does no longer counts.</summary>
    Lost,
}

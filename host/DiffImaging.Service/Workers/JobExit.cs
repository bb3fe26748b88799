namespace DiffImaging.Service.Workers;

/// <summary>Exit codes of a job's process that mean something to the service.</summary>
public static class JobExit
{
    /// <summary>The disk is full: the job itself is not wrong.</summary>
    public const int NoSpace = 3;
}

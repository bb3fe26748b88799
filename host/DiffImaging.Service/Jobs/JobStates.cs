namespace DiffImaging.Service.Jobs;

/// <summary>What the states of a job allow.</summary>
public static class JobStates
{
    /// <summary>Whether nothing will happen to a job any more unless somebody asks for it.</summary>
    public static bool IsFinal(this JobState state) => state is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    /// <summary>Whether a job waits for a node.</summary>
    public static bool IsWaiting(this JobState state) => state is JobState.Queued or JobState.Interrupted;
}

namespace DiffImaging.Service.Jobs;

/// <summary>What the states of a job allow, and how they are written.</summary>
public static class JobStates
{
    /// <summary>Whether nothing will happen to a job any more unless somebody asks for it.</summary>
    public static bool IsFinal(this JobState state) => state is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    /// <summary>A state as it is written, as <c>running</c>.</summary>
    public static string Text(this JobState state) => state.ToString().ToLowerInvariant();
}

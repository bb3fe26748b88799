namespace DiffImaging.Service.Nodes;

/// <summary>A machine that takes part in the work, as it said itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Jobs">Jobs that it runs at once; 0 where it only answers.</param>
/// <param name="MemoryLimit">Bytes that a job may hold there; 0 for no limit.</param>
/// <param name="Seen">When it last gave a sign of life.</param>
/// <param name="IsAlive">Whether that was not too long ago.</param>
public sealed record Node(string Name, long Jobs, long MemoryLimit, DateTimeOffset Seen, bool IsAlive)
{
    /// <summary>Whether a job of so many bytes may run there.</summary>
    /// <param name="memory">What it is expected to hold; null where nobody can tell.</param>
    public bool Takes(long? memory) => Jobs > 0 && !(MemoryLimit > 0 && memory > MemoryLimit);
}

namespace DiffImaging.Service.Nodes;

/// <summary>The nodes of one database.</summary>
public interface INodeStore
{
    /// <summary>Makes the table where it is missing.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Gives a node's sign of life.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="jobs">Jobs that it runs at once.</param>
    /// <param name="memoryLimit">Bytes that a job may hold there; 0 for no limit.</param>
    /// <param name="cancellation">Gives up.</param>
    Task SayAsync(string name, int jobs, long memoryLimit, CancellationToken cancellation);

    /// <summary>Takes a node out: it stops.</summary>
    Task LeaveAsync(string name, CancellationToken cancellation);

    /// <summary>Every node that was seen within a day, by name.</summary>
    Task<IReadOnlyList<Node>> ListAsync(CancellationToken cancellation);
}

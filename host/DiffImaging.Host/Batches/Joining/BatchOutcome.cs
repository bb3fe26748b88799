namespace DiffImaging.Host.Batches.Joining;

/// <summary>What became of a batch.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="MostFailures">How many children may fail.</param>
/// <param name="Children">Its children, in order.</param>
/// <param name="Stitched">Objects that were stitched of tiles.</param>
internal sealed record BatchOutcome(string Title, int MostFailures, IReadOnlyList<ChildResult> Children, IReadOnlyList<StitchedSet> Stitched)
{
    /// <summary>State of a child that was not run to its end.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>How many children have no result that can be believed.</summary>
    public int Failures { get; } = Children.Count(child => !child.HasSucceeded);

    /// <summary>The status of the whole: <c>failed</c> where too many children did, <c>stopped</c> where any was, <c>converged</c>.</summary>
    public string Status => Failures > MostFailures ? "failed"
        : Children.Any(child => child.HasSucceeded && (string?)child.Document["status"] == "stopped") ? "stopped"
        : "converged";

    /// <summary>What people should know about the end; empty where nothing.</summary>
    public string Message => Failures == 0 ? ""
        : $"of {Children.Count} children {Count(ChildResult.Failed)} failed{(Count(Cancelled) > 0 ? $" and {Count(Cancelled)} were cancelled" : "")}{(Failures > MostFailures ? $", batch:mostFailures is {MostFailures}" : "")}; the first is {First.Name}: {First.Message}";

    private ChildResult First => Children.First(child => !child.HasSucceeded);

    private int Count(string state) => Children.Count(child => child.State == state);
}

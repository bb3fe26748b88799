namespace DiffImaging.Host.Batches;

/// <summary>One of the values of an axis of a batch.</summary>
/// <param name="Label">For people.</param>
/// <param name="Settings">Keys of the definition with their values.</param>
internal sealed record BatchValue(string Label, IReadOnlyList<(string Key, string Value)> Settings);

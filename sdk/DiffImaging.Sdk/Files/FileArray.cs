namespace DiffImaging.Sdk.Files;

/// <summary>A real array read from a file.</summary>
/// <param name="Shape">Its sizes; an image is <c>[rows, columns]</c>, several are <c>[frames, rows, columns]</c>.</param>
/// <param name="Values">Its elements, the last index fastest.</param>
public sealed record FileArray(IReadOnlyList<int> Shape, ReadOnlyMemory<double> Values);

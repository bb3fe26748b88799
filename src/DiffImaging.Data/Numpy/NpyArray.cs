namespace DiffImaging.Data;

/// <summary>An array of any rank read from a NumPy file.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="Shape">Sizes, slowest index first; empty for a scalar.</param>
/// <param name="Values">Elements in C order (last index fastest).</param>
/// <param name="Metadata">Origin.</param>
public sealed record NpyArray<T>(IReadOnlyList<int> Shape, T[] Values, ImageMetadata Metadata)
    where T : unmanaged;

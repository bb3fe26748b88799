namespace DiffImaging.Data;

/// <summary>An array of any rank read from a file.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="Shape">Sizes in the order in which the writing language counts its indices: MATLAB's <c>size</c>, NumPy's and HDF5's
/// shape; empty for a scalar.</param>
/// <param name="Values">Elements in C order (last index fastest), however the file stores them.</param>
/// <param name="Metadata">Origin.</param>
public sealed record NumericArray<T>(IReadOnlyList<int> Shape, T[] Values, ImageMetadata Metadata)
    where T : unmanaged;

namespace DiffImaging.Data;

/// <summary>One step into a structure or cell array.</summary>
/// <param name="Field">Name of a field, or null for an element.</param>
/// <param name="Index">Element in the order of storage, from 0.</param>
internal readonly record struct MatStep(string? Field, long Index);

namespace DiffImaging.Data;

/// <summary>Tag of a data element of a MATLAB file.</summary>
/// <param name="Type">Type of what follows, a number of <see cref="MatTypes"/>.</param>
/// <param name="Bytes">Bytes of what follows, without padding.</param>
/// <param name="Next">Position behind the element and its padding.</param>
internal readonly record struct MatTag(int Type, long Bytes, long Next);

namespace DiffImaging.Engine.Uncertainty;

/// <summary>One number of an uncertainty parameter.</summary>
/// <param name="Key">Key of the parameter, <c>stage.name</c>.</param>
/// <param name="Index">Index of the number in the parameter, row by row.</param>
public sealed record ParameterElement(string Key, int Index);

namespace DiffImaging.Sdk.Modalities;

/// <summary>A number that describes a result in the words of its field.</summary>
/// <param name="Name">Its key among the metrics of the result, in camelCase.</param>
/// <param name="Value">Its value in SI; not a number where it is unknown.</param>
/// <param name="Unit">SI unit, "1" for a pure number.</param>
public sealed record DomainNumber(string Name, double Value, string Unit);

namespace DiffImaging.Reporting.Distributions;

/// <summary>The results of one scenario: one value per seed or setting.</summary>
/// <param name="Name">Name below the group, as "blind".</param>
/// <param name="Values">Values in SI; what is not finite is left out and counted in the figure.</param>
public sealed record StripGroup(string Name, IReadOnlyList<double> Values);

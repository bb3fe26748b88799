namespace DiffImaging.Sdk.Parameters;

/// <summary>The interval Ω_θ that each element of a parameter stays in.</summary>
/// <param name="Lower">Smallest value, in the parameter's unit.</param>
/// <param name="Upper">Largest value, in the parameter's unit.</param>
public sealed record ParameterBounds(double Lower, double Upper);

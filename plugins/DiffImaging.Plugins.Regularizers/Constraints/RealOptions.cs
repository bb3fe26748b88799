namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Options of <c>real</c>: none.</summary>
public sealed record RealOptions;

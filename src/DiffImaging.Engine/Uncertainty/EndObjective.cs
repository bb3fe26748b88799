namespace DiffImaging.Engine.Uncertainty;

/// <summary>The objective of the phase that a run has ended with.</summary>
/// <param name="PriorFactor">What the priors of the parameters were multiplied with.</param>
/// <param name="Without">Names of regularizers that did not count.</param>
public sealed record EndObjective(double PriorFactor, IReadOnlyList<string> Without);

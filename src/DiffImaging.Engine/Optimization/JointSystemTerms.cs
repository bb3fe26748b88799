namespace DiffImaging.Engine.Optimization;

/// <summary>What takes part in a joint Gauss–Newton step besides the fidelity.</summary>
/// <param name="Objects">Keys of the object variables that move.</param>
/// <param name="Parameters">The parameters that move.</param>
/// <param name="Regularizers">The regularizers that count.</param>
/// <param name="Iteration">Iteration that the weights are taken at.</param>
/// <param name="PriorFactor">What the priors are multiplied with.</param>
/// <param name="Tolerance">Share of its first size at which the residual of the linear system is small enough.</param>
internal sealed record JointSystemTerms(
    IReadOnlyList<string> Objects, ScaledParameters Parameters, IReadOnlyList<RegularizerTerm> Regularizers, int Iteration, double PriorFactor, double Tolerance);

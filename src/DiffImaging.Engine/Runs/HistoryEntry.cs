namespace DiffImaging.Engine.Runs;

/// <summary>One iteration of a run.</summary>
/// <param name="Iteration">Counted over all phases, from 1.</param>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Fidelity">Fidelity that the iteration saw.</param>
/// <param name="Objective">Fidelity, regularizers and priors together, where they were evaluated; NaN elsewhere.</param>
/// <param name="Parameters">Every element of the estimated parameters after the iteration, in SI, in the order of <see cref="RunHistory.Names"/>.</param>
public sealed record HistoryEntry(int Iteration, string Phase, double Fidelity, double Objective, IReadOnlyList<double> Parameters);

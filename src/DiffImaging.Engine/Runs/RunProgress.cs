namespace DiffImaging.Engine.Runs;

/// <summary>Where a run stands, for people to watch.</summary>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Iteration">Iteration, counted over all phases.</param>
/// <param name="Budget">Iterations of the whole schedule at most.</param>
/// <param name="Fidelity">The present fidelity.</param>
/// <param name="Parameters">The estimated parameters' elements with their names, in SI.</param>
public sealed record RunProgress(
    string Phase, int Iteration, int Budget, double Fidelity, IReadOnlyList<(string Name, string Unit, double Value)> Parameters);

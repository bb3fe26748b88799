namespace DiffImaging.Host.Experiments;

/// <summary>How far a run was at one moment.</summary>
/// <param name="Iteration">Iterations done, counted over all phases.</param>
/// <param name="Seconds">Time of the run until then, the first guess included and comparisons with the truth not.</param>
/// <param name="Values">Figures against the truth, by name.</param>
internal sealed record CoursePoint(int Iteration, double Seconds, IReadOnlyDictionary<string, double> Values);

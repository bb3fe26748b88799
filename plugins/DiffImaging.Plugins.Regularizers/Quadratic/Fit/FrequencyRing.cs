namespace DiffImaging.Plugins.Regularizers.Quadratic.Fit;

/// <summary>Frequencies of nearly the same radius.</summary>
/// <param name="SquaredFrequency">Mean of f², in 1/m².</param>
/// <param name="Power">Mean of the periodogram.</param>
/// <param name="Count">Number of frequencies.</param>
internal sealed record FrequencyRing(double SquaredFrequency, double Power, long Count);

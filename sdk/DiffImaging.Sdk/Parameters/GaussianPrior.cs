namespace DiffImaging.Sdk.Parameters;

/// <summary>A Gaussian prior about the nominal value: ½ ((θ − nominal) / σ)², independent for each element.</summary>
/// <param name="StandardDeviation">σ, in the parameter's unit.</param>
public sealed record GaussianPrior(double StandardDeviation);

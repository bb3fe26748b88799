using DiffImaging.Sdk.Regularizers;

namespace DiffImaging.Engine.Optimization;

/// <summary>A regularizer at work.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Target">Key of its object variable.</param>
/// <param name="Weight">β over the iterations.</param>
/// <param name="Regularizer">The regularizer.</param>
public sealed record RegularizerTerm(string Name, string Target, WeightOptions Weight, IRegularizer Regularizer);

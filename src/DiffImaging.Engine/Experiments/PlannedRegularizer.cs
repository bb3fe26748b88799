using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Regularizers;

namespace DiffImaging.Engine.Experiments;

/// <summary>A regularizer of a checked experiment.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Target">Key of the object variable that it acts on.</param>
/// <param name="Weight">β over the iterations.</param>
/// <param name="Plan">Makes it.</param>
public sealed record PlannedRegularizer(string Name, string Target, WeightOptions Weight, ComponentPlan<IRegularizer> Plan)
{
    /// <summary>By which it is called.</summary>
    public required ComponentUse Use { get; init; }
}

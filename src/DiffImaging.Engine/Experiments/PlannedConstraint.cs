using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;

namespace DiffImaging.Engine.Experiments;

/// <summary>A constraint of a checked experiment.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Target">Key of the object variable that it holds.</param>
/// <param name="Plan">Makes it.</param>
public sealed record PlannedConstraint(string Name, string Target, ComponentPlan<IConstraint> Plan)
{
    /// <summary>By which it is called.</summary>
    public required ComponentUse Use { get; init; }
}

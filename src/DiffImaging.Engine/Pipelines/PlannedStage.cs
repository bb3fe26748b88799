using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Pipelines;

/// <summary>A stage of a checked pipeline.</summary>
/// <param name="Definition">How the configuration names it.</param>
/// <param name="Plan">What it will do.</param>
public sealed record PlannedStage(ComponentDefinition Definition, StagePlan Plan)
{
    /// <summary>By which it is called.</summary>
    public ComponentUse Use { get; init; } = ComponentUse.Of(Definition);

    /// <summary>The stage's variables, objects first.</summary>
    public IReadOnlyList<Variable> Variables { get; } =
    [
        .. Plan.Objects.Select(x => new Variable(Definition.Name, x.Name, x, null)),
        .. Plan.Parameters.Select(theta => new Variable(Definition.Name, theta.Name, null, theta)),
    ];
}

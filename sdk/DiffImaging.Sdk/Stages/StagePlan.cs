using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Stages;

/// <summary>What a stage will do, decided from options and the description of its input alone; no tensor is made.</summary>
/// <param name="Roles">The roles that the stage covers, adjacent and in the order of the light.</param>
/// <param name="Output">Description of the output, the roles of this stage included.</param>
/// <param name="Create">Makes the stage; called only when no finding of any stage is an error. The pipeline owns the stage.</param>
public sealed record StagePlan(IReadOnlyList<StageRole> Roles, SignalDescription Output, Func<StageContext, IForwardStage> Create)
{
    /// <summary>The object variables x that the stage owns.</summary>
    public IReadOnlyList<ObjectVariable> Objects { get; init; } = [];

    /// <summary>The uncertainty parameters θ of the stage.</summary>
    public IReadOnlyList<UncertaintyParameter> Parameters { get; init; } = [];

    /// <summary>Directions of (x, θ) that leave the output unchanged.</summary>
    public IReadOnlyList<Gauge> Gauges { get; init; } = [];

    /// <summary>Errors and warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

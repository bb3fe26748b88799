using DiffImaging.Sdk.Signals;

namespace DiffImaging.Engine.Pipelines;

/// <summary>A checked pipeline: its stages in the order of the light, and every variable of the forward model.</summary>
/// <param name="Source">The empty signal that the first stage starts from.</param>
/// <param name="Stages">The stages.</param>
public sealed record PipelinePlan(SignalDescription Source, IReadOnlyList<PlannedStage> Stages)
{
    /// <summary>Description of the prediction.</summary>
    public SignalDescription Output => Stages.Count == 0 ? Source : Stages[^1].Plan.Output;

    /// <summary>Every variable, objects first within each stage.</summary>
    public IReadOnlyList<Variable> Variables { get; } = [.. Stages.SelectMany(stage => stage.Variables)];
}

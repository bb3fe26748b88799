using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Good;

/// <summary>Options without any key.</summary>
public sealed record PassOptions;

/// <summary>Plans a stage that lets the light pass.</summary>
[ExportForwardStage("pass", "Lets the light pass as it is.")]
public sealed class PassFactory : ForwardStageFactory<PassOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    protected override StagePlan Plan(PassOptions options, SignalDescription input, FindingList findings) =>
        new(Roles, input.Covering(StageRole.CollectionOptics), _ => new Pass());
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Options that nobody can guess.</summary>
public sealed record UnknownOptions
{
    /// <summary>Something that must be given.</summary>
    public required string Something { get; init; }
}

/// <summary>Needs options, and gives no example of them.</summary>
[ExportForwardStage("unknown", "Needs options, and gives no example of them.")]
public sealed class UnknownFactory : ForwardStageFactory<UnknownOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    protected override StagePlan Plan(UnknownOptions options, SignalDescription input, FindingList findings) =>
        new(Roles, input.Covering(StageRole.CollectionOptics), _ => new Flawed(field => field * 2));
}

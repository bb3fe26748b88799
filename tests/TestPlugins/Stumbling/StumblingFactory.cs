using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Stumbling;

/// <summary>Plans a stage that fails a number of times.</summary>
[ExportForwardStage("stumbling", "Fails a number of times, then lets the light pass as it is.")]
public sealed class StumblingFactory : ForwardStageFactory<StumblingOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Noise];

    protected override StagePlan Plan(StumblingOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(Roles, input.Covering(StageRole.Noise), _ => new Stumble(options));
    }
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Versioned;

/// <summary>Plans a stage that multiplies the light by the number of the build.</summary>
[ExportForwardStage("versioned", "Multiplies the light by the number of its build.")]
public sealed class GainFactory : ForwardStageFactory<GainOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Noise];

    protected override StagePlan Plan(GainOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        findings.Warning("", Build.Text);
        return new(Roles, input.Covering(StageRole.Noise), _ => new Gain());
    }
}

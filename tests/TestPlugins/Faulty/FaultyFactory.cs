using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Faulty;

/// <summary>Plans a stage that goes wrong as it is told to.</summary>
[ExportForwardStage("faulty", "Goes wrong as it is told to.")]
public sealed class FaultyFactory : ForwardStageFactory<FaultyOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Noise];

    protected override StagePlan Plan(FaultyOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(Roles, input.Covering(StageRole.Noise), _ => options.Fault switch
        {
            Fault.Create => throw new InvalidOperationException("the lamp is not plugged in"),
            _ => new FaultyStage(options.Fault),
        });
    }
}

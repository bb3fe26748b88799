using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Crashing;

/// <summary>Takes its process down when it is loaded.</summary>
[ExportForwardStage("crashing", "Never gets as far.")]
public sealed class CrashingFactory : IForwardStageFactory
{
    public CrashingFactory() => Environment.FailFast("the driver is gone");

    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Rival;

/// <summary>Exports the id that the good plugin has already.</summary>
[ExportForwardStage("pass", "Another stage under a taken id.")]
public sealed class PassFactory : IForwardStageFactory
{
    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");
}

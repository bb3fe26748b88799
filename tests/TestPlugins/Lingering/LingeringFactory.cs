using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Lingering;

/// <summary>Hangs itself onto what lives as long as the process, and so can never be unloaded.</summary>
[ExportForwardStage("lingering", "Cannot be unloaded.")]
public sealed class LingeringFactory : IForwardStageFactory
{
    public LingeringFactory() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Exits++;

    public int Exits { get; private set; }

    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");
}

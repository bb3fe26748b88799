using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Endless;

/// <summary>Waits for ever in its constructor.</summary>
[ExportForwardStage("endless", "Never gets as far.")]
public sealed class EndlessFactory : IForwardStageFactory
{
    public EndlessFactory()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
    }

    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.VerifiedEndless;

/// <summary>Waits for ever when it is loaded.</summary>
[ExportForwardStage("endless", "Never gets as far.")]
public sealed class EndlessFactory : IForwardStageFactory
{
    public EndlessFactory()
    {
        using var never = new SemaphoreSlim(0);
        never.Wait();
    }

    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.EndlessStatic;

/// <summary>Waits for ever where its class is made ready.</summary>
[ExportForwardStage("endless-static", "Never gets as far.")]
public sealed class EndlessFactory : IForwardStageFactory
{
    private static readonly bool Ready = Wait();

    public Type OptionsType => Ready ? typeof(object) : throw new NotSupportedException("never ready");

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");

    private static bool Wait()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
        return true;
    }
}

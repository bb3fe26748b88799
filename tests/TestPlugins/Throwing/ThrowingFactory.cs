using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Throwing;

/// <summary>Breaks the rule that factories do no work in constructors.</summary>
[ExportForwardStage("throwing", "Never gets as far.")]
public sealed class ThrowingFactory : IForwardStageFactory
{
    public ThrowingFactory() => throw new InvalidOperationException("the licence server does not answer");

    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");
}

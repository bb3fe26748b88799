using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Talkative;

/// <summary>Says what it is about, while it is loaded.</summary>
[ExportForwardStage("talkative", "Writes to the console while it is loaded.")]
public sealed class TalkativeFactory : IForwardStageFactory
{
#pragma warning disable RS0030 // What it does wrong.
    public TalkativeFactory() => Console.WriteLine("{ \"warm\": true, \"lamps\": 3 }");
#pragma warning restore RS0030

    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException("never planned");
}

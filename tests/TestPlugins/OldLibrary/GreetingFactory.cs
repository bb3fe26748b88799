using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TestPlugins.Library;

namespace TestPlugins.OldLibrary;

/// <summary>Needs version 1 of a library, and only inside methods: nothing in its signatures tells of it.</summary>
[ExportForwardStage("old-library", "Says which library it got.")]
public sealed class GreetingFactory : IForwardStageFactory
{
    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input)
    {
        var findings = new FindingList(definition.Path);
        findings.Warning("", Greeting.Hello());
        return new StagePlan([StageRole.Noise], input.Covering(StageRole.Noise), _ => new Greeter()) { Findings = findings.ToList() };
    }
}

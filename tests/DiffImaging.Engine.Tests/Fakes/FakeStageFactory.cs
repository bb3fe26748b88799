using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>A stage factory that is one function.</summary>
internal sealed class FakeStageFactory(Func<ComponentDefinition, SignalDescription, StagePlan> plan) : IForwardStageFactory
{
    public Type OptionsType => typeof(object);

    /// <summary>A factory of stages with some roles that end in a domain.</summary>
    public static FakeStageFactory Of(SignalDomain domain, params StageRole[] roles) => new((_, input) =>
        new StagePlan(roles, input.Covering(roles) with { Domain = domain }, _ => throw new NotSupportedException("only planned")));

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => plan(definition, input);
}

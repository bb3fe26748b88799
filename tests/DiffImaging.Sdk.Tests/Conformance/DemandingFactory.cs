using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;

namespace DiffImaging.Sdk.Tests.Conformance;

internal sealed record DemandingOptions
{
    public required int Number { get; init; }
}

/// <summary>A noise model that needs an option, or whose plan throws.</summary>
internal sealed class DemandingFactory : INoiseModelFactory
{
    public bool Throws { get; init; }

    public Type OptionsType => Throws ? throw new InvalidOperationException("no options") : typeof(DemandingOptions);

    public ComponentPlan<INoiseModel> Plan(ComponentDefinition definition) =>
        ComponentPlan<INoiseModel>.Bind<DemandingOptions>(definition, (_, _) => throw new NotSupportedException("never created"));
}

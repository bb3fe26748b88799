using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>A fidelity term that is one function.</summary>
internal sealed class FakeFidelityFactory(Func<ComponentPlan<IFidelity>> plan) : IFidelityFactory
{
    public Type OptionsType => typeof(object);

    public ComponentPlan<IFidelity> Plan(ComponentDefinition definition, SignalDescription prediction) => plan();
}

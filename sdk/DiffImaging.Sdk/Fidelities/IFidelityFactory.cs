using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Fidelities;

/// <summary>What a plugin exports for a fidelity term.</summary>
public interface IFidelityFactory : IComponentFactory
{
    /// <summary>Checks the options against the description of the prediction; no tensor is made.</summary>
    ComponentPlan<IFidelity> Plan(ComponentDefinition definition, SignalDescription prediction);
}

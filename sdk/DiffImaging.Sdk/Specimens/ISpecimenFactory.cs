using DiffImaging.Sdk.Composition;

namespace DiffImaging.Sdk.Specimens;

/// <summary>What a plugin exports for a specimen.</summary>
public interface ISpecimenFactory : IComponentFactory
{
    /// <summary>Checks the options; no tensor is made. The seed comes with the context.</summary>
    ComponentPlan<ISpecimen> Plan(ComponentDefinition definition);
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;

namespace DiffImaging.Sdk.Constraints;

/// <summary>What a plugin exports for a constraint.</summary>
public interface IConstraintFactory : IComponentFactory
{
    /// <summary>Checks the options against the variable; no tensor is made.</summary>
    ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target);
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;

namespace DiffImaging.Sdk.Regularizers;

/// <summary>What a plugin exports for a regularizer.</summary>
public interface IRegularizerFactory : IComponentFactory
{
    /// <summary>Checks the options against the variable; no tensor is made.</summary>
    ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target);
}

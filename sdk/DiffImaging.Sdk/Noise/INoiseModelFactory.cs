using DiffImaging.Sdk.Composition;

namespace DiffImaging.Sdk.Noise;

/// <summary>What a plugin exports for a noise model.</summary>
public interface INoiseModelFactory : IComponentFactory
{
    /// <summary>Checks the options; no tensor is made.</summary>
    ComponentPlan<INoiseModel> Plan(ComponentDefinition definition);
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Stages;

/// <summary>What a plugin exports for a forward stage: stateless, cheap to create.</summary>
public interface IForwardStageFactory : IComponentFactory
{
    /// <summary>Answers what the stage will do with such an input.</summary>
    /// <param name="definition">Name, id and raw options, with their place in the configuration.</param>
    /// <param name="input">Description of the input.</param>
    /// <returns>The plan; mistakes are findings in it, never exceptions.</returns>
    StagePlan Plan(ComponentDefinition definition, SignalDescription input);
}

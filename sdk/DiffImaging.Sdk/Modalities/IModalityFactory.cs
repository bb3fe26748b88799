using DiffImaging.Sdk.Composition;

namespace DiffImaging.Sdk.Modalities;

/// <summary>What a plugin exports for a modality: a recipe, not an engine.</summary>
public interface IModalityFactory : IComponentFactory
{
    /// <summary>Turns options and the sizes of the measurement into a recipe; no tensor is made.</summary>
    /// <returns>The recipe; mistakes are findings in it, never exceptions.</returns>
    ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement);
}

using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Sdk.Testing.Modalities;

/// <summary>A measurement, and the variables of the planned pipeline, that a modality's first guess and figures are tried on.</summary>
/// <param name="Stage">Device, precision, seed.</param>
/// <param name="Initialization">What the initializer may look at; its tensors live in the dispose scope in which the scene was made.</param>
public sealed record ModalityScene(StageContext Stage, InitializationContext Initialization);

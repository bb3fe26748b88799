using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Engine.Simulation;

/// <summary>A checked simulation: the forward model of an experiment at its nominal values, run on a specimen.</summary>
/// <param name="Experiment">The experiment whose nominal values are the truth.</param>
/// <param name="Specimen">Makes the specimen.</param>
/// <param name="Noise">Makes the noise model; null for none.</param>
public sealed record SimulationPlan(ExperimentPlan Experiment, ComponentPlan<ISpecimen> Specimen, ComponentPlan<INoiseModel>? Noise)
{
    /// <summary>By which the specimen is called.</summary>
    public required ComponentUse SpecimenUse { get; init; }

    /// <summary>By which the noise model is called; null for none.</summary>
    public ComponentUse? NoiseUse { get; init; }

    /// <summary>Every component of the simulation.</summary>
    public IReadOnlyList<ComponentUse> Uses => [SpecimenUse, .. NoiseUse is null ? [] : new[] { NoiseUse }, .. Experiment.Uses];

    /// <summary>Seed of the noise; null for the run's.</summary>
    public long? NoiseSeed { get; init; }
}

using DiffImaging.Engine.Experiments;
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
    /// <summary>Seed of the noise; null for the run's.</summary>
    public long? NoiseSeed { get; init; }
}

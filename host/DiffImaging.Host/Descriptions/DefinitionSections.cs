using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Simulation;
using DiffImaging.Engine.Starts;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Engine.Weights;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Host.Descriptions;

/// <summary>Every section of a definition, and the long form of a parameter.</summary>
internal static class DefinitionSections
{
    private static readonly OptionDescription Id = new("id", "text", "1", true, "Which component it is, as 'diffimaging describe' lists them.") { ValueType = typeof(string) };
    private static readonly OptionDescription Name = new("name", "text", "1", false, "Unique name by which --set and later files address it; left out: the id.") { ValueType = typeof(string) };
    private static readonly OptionDescription Target = new("target", "text", "1", false, "Key of the object variable it acts on, such as object.transmittance; left out where there is one only.") { ValueType = typeof(string) };

    private static readonly OptionDescription Weight = new("weight", "number or object", "1", true, "The weight β, in the unit of the fidelity term; as an object it changes over the iterations.")
    {
        ValueType = typeof(WeightOptions),
        ShortFor = "start",
        Options = OptionReader.Read(typeof(WeightOptions)),
    };

    public static IReadOnlyList<DefinitionSection> All { get; } =
    [
        new(ExperimentSections.Data, "Where the measurement is.", OptionReader.Read(typeof(DataOptions)))
        {
            Alternative = new("data of a definition for 'simulate'", "What is simulated.", OptionReader.Read(typeof(SimulationOptions))),
        },
        new(ExperimentSections.Modality, "The recipe: it fills in every section that is left out.", [Id]) { Contract = typeof(IModalityFactory) },
        new(ExperimentSections.Pipeline, "The forward model: a list of stages in the order of the light.", [Name, Id]) { Contract = typeof(IForwardStageFactory) },
        new(ExperimentSections.Fidelity, "How prediction and measurement are compared.", [Id]) { Contract = typeof(IFidelityFactory) },
        new(ExperimentSections.Regularizers, "A list of what is known of the object beforehand.", [Name, Id, Weight, Target]) { Contract = typeof(IRegularizerFactory) },
        new(ExperimentSections.Constraints, "A list of what the object must obey.", [Name, Id, Target]) { Contract = typeof(IConstraintFactory) },
        new(ExperimentSections.Schedule, "A list of the phases of the joint optimisation.", OptionReader.Read(typeof(PhaseOptions))),
        new(ExperimentSections.Starts, "Places that the joint optimisation is tried from before one is refined.", OptionReader.Read(typeof(StartOptions))),
        new(ExperimentSections.Weights, "How the weights of regularizers are chosen by the measurement.", OptionReader.Read(typeof(WeightChoiceOptions))),
        new(ExperimentSections.Uncertainty, "Error bars of the parameters, computed when a run has ended.", OptionReader.Read(typeof(UncertaintyOptions))),
        new(ExperimentSections.Output, "What is written beside result.json.", OptionReader.Read(typeof(OutputOptions))),
        new(ExperimentSections.Run, "How the computation is done, not what is computed.", OptionReader.Read(typeof(RunOptions))),
        new(ExperimentSections.Batch, "How the definition becomes many experiments, each with each, and one result of them all.", OptionReader.Read(typeof(BatchOptions))),
        new("parameter", "An uncertainty parameter: a value alone, such as \"1 mm\", or an object with more to say.", OptionReader.Read(typeof(FrameParameterOptions))),
    ];

    /// <summary>The section in which components of a contract stand.</summary>
    public static string Of(Type contract) => All.FirstOrDefault(section => section.Contract == contract)?.Name ?? ExperimentSections.Data;

    /// <summary>Every key that the engine reads of a component of a contract, those that tell it from others too.</summary>
    public static IReadOnlyList<OptionDescription> AllKeysOf(Type contract) =>
        contract == typeof(ISpecimenFactory) || contract == typeof(INoiseModelFactory) ? [Id] : [Id, Name, .. KeysOf(contract)];

    /// <summary>The keys that the engine reads of every component of a contract.</summary>
    public static IReadOnlyList<OptionDescription> KeysOf(Type contract) =>
        contract == typeof(IRegularizerFactory) ? [Weight, Target] : contract == typeof(IConstraintFactory) ? [Target] : [];
}

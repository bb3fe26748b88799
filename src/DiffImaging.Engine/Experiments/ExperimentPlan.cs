using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Starts;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Engine.Weights;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Engine.Experiments;

/// <summary>A checked experiment: everything that is needed to run it, but no tensor yet.</summary>
public sealed record ExperimentPlan
{
    /// <summary>The whole definition with the modality's defaults filled in; running it again gives the same experiment.</summary>
    public required JsonObject Resolved { get; init; }

    /// <summary>The modality as configured.</summary>
    public required ComponentDefinition ModalityDefinition { get; init; }

    /// <summary>By which the modality is called.</summary>
    public required ComponentUse ModalityUse { get; init; }

    /// <summary>The modality's recipe.</summary>
    public required ModalityPlan Modality { get; init; }

    /// <summary>The forward model.</summary>
    public required PipelinePlan Pipeline { get; init; }

    /// <summary>The fidelity term.</summary>
    public required ComponentPlan<IFidelity> Fidelity { get; init; }

    /// <summary>By which the fidelity term is called.</summary>
    public required ComponentUse FidelityUse { get; init; }

    /// <summary>The regularizers.</summary>
    public required IReadOnlyList<PlannedRegularizer> Regularizers { get; init; }

    /// <summary>The constraints, with the key of the variable that each holds.</summary>
    public required IReadOnlyList<PlannedConstraint> Constraints { get; init; }

    /// <summary>The phases of the joint optimisation.</summary>
    public required IReadOnlyList<PhaseOptions> Schedule { get; init; }

    /// <summary>Places that it is tried from.</summary>
    public StartOptions Starts { get; init; } = new();

    /// <summary>How the weights of its regularizers are chosen.</summary>
    public WeightChoiceOptions Weights { get; init; } = new();

    /// <summary>Error bars that are computed at its end.</summary>
    public UncertaintyOptions Uncertainty { get; init; } = new();

    /// <summary>How the computation is done.</summary>
    public required RunOptions Run { get; init; }

    /// <summary>What is written.</summary>
    public required OutputOptions Output { get; init; }

    /// <summary>Every component of the experiment, in the order in which a definition names them.</summary>
    public IReadOnlyList<ComponentUse> Uses =>
        [ModalityUse, .. Pipeline.Stages.Select(stage => stage.Use), FidelityUse, .. Regularizers.Select(term => term.Use), .. Constraints.Select(term => term.Use)];

    /// <summary>Warnings.</summary>
    public required IReadOnlyList<Finding> Warnings { get; init; }
}

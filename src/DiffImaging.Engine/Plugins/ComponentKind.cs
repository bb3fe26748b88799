using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Plugins;

/// <summary>The contracts that plugins may export, and the words for them.</summary>
public static class ComponentKind
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(IModalityFactory)] = "modality",
        [typeof(IForwardStageFactory)] = "forward stage",
        [typeof(IFidelityFactory)] = "fidelity term",
        [typeof(IRegularizerFactory)] = "regularizer",
        [typeof(IConstraintFactory)] = "constraint",
        [typeof(INoiseModelFactory)] = "noise model",
        [typeof(ISpecimenFactory)] = "specimen",
    };

    /// <summary>Every contract.</summary>
    public static IReadOnlyCollection<Type> All => Names.Keys;

    /// <summary>The word for a contract.</summary>
    public static string Name(Type contract) => Names[contract];
}

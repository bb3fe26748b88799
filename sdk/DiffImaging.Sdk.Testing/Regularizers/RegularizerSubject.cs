using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Regularizers;

/// <summary>A regularizer to be checked.</summary>
/// <param name="Factory">The factory as the plugin exports it.</param>
/// <param name="Options">Options that a plan accepts without error.</param>
/// <param name="Target">The object variable; a small grid of unequal sides (8 × 7, say) is best.</param>
public sealed record RegularizerSubject(IRegularizerFactory Factory, JsonObject Options, ObjectVariable Target)
{
    /// <summary>Makes a generic value of the variable, in double precision.</summary>
    public Func<ObjectVariable, torch.Generator, torch.Tensor> CreateVariable { get; init; } = RandomTensor.OfObject;

    /// <summary>The step t at which the proximal operator is checked: it should change the image, and not flatten it.</summary>
    public double ProximalStep { get; init; } = 0.05;

    /// <summary>Most calls of a proximal operator that iterates inside until it has converged.</summary>
    public int ProximalCalls { get; init; } = 300;

    /// <summary>Seed of everything random in the checks.</summary>
    public long Seed { get; init; } = 1;

    internal ComponentPlan<IRegularizer> Plan(JsonObject? options = null) => Factory.Plan(
        new ComponentDefinition("subject", "subject", (options ?? Options).DeepClone().AsObject(), "regularizers:subject"), Target);
}

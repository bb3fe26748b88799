using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;
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

    /// <summary>Reads the files that the options name; null for none.</summary>
    public IArrayFiles? Files { get; init; }

    /// <summary>The subject of an example.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static RegularizerSubject Of(IRegularizerFactory factory, ComponentExample example) =>
        new(factory, ExampleOptions.Read(example), example.Target ?? UsualInputs.Target) { ProximalStep = example.Traits.ProximalStep, Files = new ExampleArrays(example) };

    internal ComponentPlan<IRegularizer> Plan(JsonObject? options = null) => Factory.Plan(SubjectDefinition.Of(options ?? Options, "regularizers:subject", Files), Target);
}

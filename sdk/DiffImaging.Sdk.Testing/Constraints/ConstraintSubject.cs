using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Constraints;

/// <summary>A constraint to be checked.</summary>
/// <param name="Factory">The factory as the plugin exports it.</param>
/// <param name="Options">Options that a plan accepts without error.</param>
/// <param name="Target">The object variable; a small grid of unequal sides (8 × 7, say) is best.</param>
public sealed record ConstraintSubject(IConstraintFactory Factory, JsonObject Options, ObjectVariable Target)
{
    /// <summary>Makes a value of the variable in double precision, for the most part outside the set.</summary>
    public Func<ObjectVariable, torch.Generator, torch.Tensor> CreateVariable { get; init; } = (variable, generator) =>
        RandomTensor.Normal([.. variable.Shape], variable.IsComplex, generator);

    /// <summary>Whether a point's membership can be told; null to tell it by the projection leaving the point alone.</summary>
    public Func<torch.Tensor, bool>? IsInSet { get; init; }

    /// <summary>Whether the set is convex, so that lines between its points are in it.</summary>
    public bool IsConvex { get; init; } = true;

    /// <summary>Seed of everything random in the checks.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Reads the files that the options name; null for none.</summary>
    public IArrayFiles? Files { get; init; }

    /// <summary>The subject of an example.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static ConstraintSubject Of(IConstraintFactory factory, ComponentExample example) =>
        new(factory, ExampleOptions.Read(example), example.Target ?? UsualInputs.Target) { IsConvex = example.Traits.IsConvex, Files = new ExampleArrays(example) };

    internal ComponentPlan<IConstraint> Plan(JsonObject? options = null) => Factory.Plan(SubjectDefinition.Of(options ?? Options, "constraints:subject", Files), Target);
}

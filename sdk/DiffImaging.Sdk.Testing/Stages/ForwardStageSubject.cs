using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>A stage to be checked: its factory, good options, and a description of the light that comes in.</summary>
/// <remarks>A small grid of unequal sides (12 × 10, say) and two frames find most mistakes and cost little.</remarks>
/// <param name="Factory">The factory as the plugin exports it.</param>
/// <param name="Options">Options that a plan accepts without error.</param>
/// <param name="Input">Description of the input; the domain None for a source.</param>
public sealed record ForwardStageSubject(IForwardStageFactory Factory, JsonObject Options, SignalDescription Input)
{
    /// <summary>Name of the stage in messages and paths.</summary>
    public string Name { get; init; } = "subject";

    /// <summary>Seed of everything random in the checks.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Reads the files that the options name; null for none.</summary>
    public IArrayFiles? Files { get; init; }

    /// <summary>Makes the input, in double precision; null for a source.</summary>
    public Func<SignalDescription, torch.Generator, torch.Tensor?> CreateInput { get; init; } = RandomTensor.OfSignal;

    /// <summary>Makes the values of all variables: objects in double precision, parameters float64.</summary>
    public Func<StagePlan, torch.Generator, VariableValues> CreateValues { get; init; } = RandomTensor.OfPlan;

    /// <summary>The subject of an example. Where it gives no input, the light that the stage's first role expects comes in.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static ForwardStageSubject Of(IForwardStageFactory factory, ComponentExample example)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(example);
        var subject = new ForwardStageSubject(factory, ExampleOptions.Read(example), example.Input ?? UsualInputs.Before(StageRole.Object)) { Files = new ExampleArrays(example) };
        return example.Input is null && subject.Plan().Roles is [var first, ..] ? subject with { Input = UsualInputs.Before(first) } : subject;
    }

    internal ComponentDefinition Definition(JsonObject? options = null)
    {
        var definition = new ComponentDefinition(Name, Name, (options ?? Options).DeepClone().AsObject(), $"pipeline:{Name}");
        return Files is null ? definition : definition with { Files = Files };
    }

    internal StagePlan Plan() => Factory.Plan(Definition(), Input);
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Sdk.Testing.Specimens;

/// <summary>A specimen to be checked.</summary>
/// <param name="Factory">The factory as the plugin exports it.</param>
/// <param name="Options">Options that a plan accepts without error.</param>
public sealed record SpecimenSubject(ISpecimenFactory Factory, JsonObject Options)
{
    /// <summary>The grid that it is sampled on; unequal sides are best.</summary>
    public SamplingGrid Grid { get; init; } = new(24, 20, 2e-6);

    /// <summary>Reads the files that the options name; null for none.</summary>
    public IArrayFiles? Files { get; init; }

    /// <summary>Seed of everything random in the checks.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The subject of an example.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static SpecimenSubject Of(ISpecimenFactory factory, ComponentExample example)
    {
        var subject = new SpecimenSubject(factory, ExampleOptions.Read(example)) { Files = new ExampleArrays(example) };
        return example.Input is { } input ? subject with { Grid = input.Grid } : subject;
    }

    internal ComponentPlan<ISpecimen> Plan(JsonObject? options = null) => Factory.Plan(SubjectDefinition.Of(options ?? Options, "data:specimen", Files));
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Noise;

namespace DiffImaging.Sdk.Testing.Noise;

/// <summary>A noise model to be checked.</summary>
/// <param name="Factory">The factory as the plugin exports it.</param>
/// <param name="Options">Options that a plan accepts without error.</param>
public sealed record NoiseModelSubject(INoiseModelFactory Factory, JsonObject Options)
{
    /// <summary>Expected intensities at which statistics are taken, in the unit of the measurement.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [1, 10, 100];

    /// <summary>Recordings drawn at each level.</summary>
    public int Draws { get; init; } = 20_000;

    /// <summary>Whether the mean of the recordings is the expected intensity. Not so with a background or a cut at saturation.</summary>
    public bool IsUnbiased { get; init; } = true;

    /// <summary>Seed of everything random in the checks.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Reads the files that the options name; null for none.</summary>
    public IArrayFiles? Files { get; init; }

    /// <summary>The subject of an example.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static NoiseModelSubject Of(INoiseModelFactory factory, ComponentExample example) => new(factory, ExampleOptions.Read(example))
    {
        Levels = example.Traits.Levels,
        IsUnbiased = example.Traits.IsUnbiased,
        Files = new ExampleArrays(example),
    };

    internal ComponentPlan<INoiseModel> Plan(JsonObject? options = null) => Factory.Plan(SubjectDefinition.Of(options ?? Options, "noise", Files));
}

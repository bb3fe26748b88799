using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Sdk.Testing.Modalities;

/// <summary>A modality to be checked.</summary>
/// <param name="Factory">The factory as the plugin exports it.</param>
/// <param name="Options">Options that a plan accepts without error.</param>
/// <param name="Measurement">Sizes of the measurement that it plans for.</param>
public sealed record ModalitySubject(IModalityFactory Factory, JsonObject Options, MeasurementDescription Measurement)
{
    /// <summary>Reads the files that the options name; null for none.</summary>
    public IArrayFiles? Files { get; init; }

    /// <summary>Makes what the first guess is made from. The variables are those of the whole pipeline, of which the kit knows nothing: who has an engine gives it;
    /// null checks the plan alone.</summary>
    public Func<ModalityScene>? CreateScene { get; init; }

    /// <summary>The subject of an example.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static ModalitySubject Of(IModalityFactory factory, ComponentExample example) =>
        new(factory, ExampleOptions.Read(example), example.Measurement ?? UsualInputs.Measurement) { Files = new ExampleArrays(example) };

    internal ComponentDefinition Definition(JsonObject? options = null) => SubjectDefinition.Of(options ?? Options, "modality", Files);

    internal ModalityPlan Plan(JsonObject? options = null) => Factory.Plan(Definition(options), Measurement);
}

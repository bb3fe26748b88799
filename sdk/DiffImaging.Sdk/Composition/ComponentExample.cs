using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Composition;

/// <summary>A good use of a component: options that its plan accepts, and what it is given.</summary>
/// <param name="Options">Its options as a JSON object, without name and id.</param>
public sealed record ComponentExample(string Options)
{
    /// <summary>What comes into a stage or a fidelity term: a small grid of unequal sides, two frames; the domain None for a source. Null for the usual one of its kind.</summary>
    public SignalDescription? Input { get; init; }

    /// <summary>The object variable that a regularizer or a constraint acts on: a small grid of unequal sides. Null for the usual one.</summary>
    public ObjectVariable? Target { get; init; }

    /// <summary>The measurement that a modality plans for: small. Null for the usual one.</summary>
    public MeasurementDescription? Measurement { get; init; }

    /// <summary>The specimen that a modality's measurement is simulated of: id and options as a JSON object, as a definition has them. Null for any.</summary>
    public string? Specimen { get; init; }

    /// <summary>The arrays of the files that the options name, by the path that they give.</summary>
    public IReadOnlyDictionary<string, FileArray> Arrays { get; init; } = new Dictionary<string, FileArray>();

    /// <summary>What holds of the component beyond its contract.</summary>
    public ComponentTraits Traits { get; init; } = new();
}

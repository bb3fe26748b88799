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
}

using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Objects;

/// <summary>The unknown image x, or a part of it, as a stage owns it.</summary>
/// <param name="Name">Name, unique in its stage, in camelCase.</param>
/// <param name="Grid">Where its samples lie.</param>
/// <param name="Parametrization">How numbers stand for the transmittance.</param>
public sealed record ObjectVariable(string Name, SamplingGrid Grid, ObjectParametrization Parametrization)
{
    /// <summary>Transmittance of empty space about the object, and of the first guess.</summary>
    public double Background { get; init; } = 1;

    /// <summary>Sizes of the tensor that holds the variable.</summary>
    public IReadOnlyList<long> Shape => Parametrization == ObjectParametrization.LogAmplitudePhase
        ? [2, Grid.Rows, Grid.Columns]
        : [Grid.Rows, Grid.Columns];

    /// <summary>Whether the tensor is complex.</summary>
    public bool IsComplex => Parametrization == ObjectParametrization.Complex;
}

using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace DiffImaging.Sdk.Tests.Options;

/// <summary>One option of every kind.</summary>
internal sealed record SampleOptions
{
    [Unit("m"), Range(1e-10, 1e-2)]
    public required double Wavelength { get; init; }

    [Unit("m"), Range(-10.0, 10.0)]
    public required ParameterOptions Distance { get; init; }

    [Range(0, 16)]
    public int Padding { get; init; } = 4;

    public bool IsPadded { get; init; } = true;

    public string Label { get; init; } = "none";

    public ObjectParametrization Parametrization { get; init; }

    [Unit("rad")]
    public IReadOnlyList<double> Angles { get; init; } = [];

    public double? Threshold { get; init; }

    public PartOptions? Part { get; init; }

    public IReadOnlyList<PartOptions> Parts { get; init; } = [];
}

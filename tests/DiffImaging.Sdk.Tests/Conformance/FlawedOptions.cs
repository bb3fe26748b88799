using DiffImaging.Sdk.Options;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace DiffImaging.Sdk.Tests.Conformance;

internal sealed record FlawedOptions
{
    [Unit("1"), Range(0.1, 10)]
    public required ParameterOptions Gain { get; init; }

    public bool Sharp { get; init; }
}

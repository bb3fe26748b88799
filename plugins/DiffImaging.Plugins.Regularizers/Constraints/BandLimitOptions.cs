using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Options of <c>band-limit</c>.</summary>
public sealed record BandLimitOptions
{
    /// <summary>Which numbers.</summary>
    [Description("Which numbers: complex (the whole), or amplitude or phase of a real parametrisation.")]
    public ObjectPart On { get; init; } = ObjectPart.Complex;

    /// <summary>Highest spatial frequency, in cycles per metre; beyond it the spectrum is zero.</summary>
    [Unit("1/m"), Range(1e-3, 1e10)]
    [Description("Highest spatial frequency; beyond it the spectrum is zero.")]
    public required double Frequency { get; init; }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Specimens;

/// <summary>Options of the specimen <c>gaussian-field</c>.</summary>
public sealed record GaussianFieldOptions
{
    /// <summary>Period along both axes, in metres.</summary>
    [Description("Period along both axes: the side of the grid that it is inverted on."), Unit("m"), Range(1e-8, 1.0)]
    public required double Extent { get; init; }

    /// <summary>Pitch of the grid whose frequencies it has, in metres.</summary>
    [Description("Pitch of the grid whose frequencies it has, without the highest where their number is even."), Unit("m"), Range(1e-9, 1e-2)]
    public required double Pitch { get; init; }

    /// <summary>How the transmittance is made of the numbers.</summary>
    [Description("How the transmittance is made of the numbers: complex (1 + p + iq), log-amplitude-phase (exp(a + iφ)) or phase-only (exp(iφ)).")]
    public ObjectParametrization Parametrization { get; init; } = ObjectParametrization.Complex;

    /// <summary>σ: of p and q each, or of the phase in rad.</summary>
    [Description("Standard deviation: of p and q each, or of the phase in rad."), Unit("1"), Range(1e-9, 1e3)]
    public required double StandardDeviation { get; init; }

    /// <summary>σ of the log amplitude.</summary>
    [Description("Standard deviation of the log amplitude (log-amplitude-phase)."), Unit("1"), Range(1e-9, 1e3)]
    public double? AmplitudeDeviation { get; init; }

    /// <summary>ℓ, in metres.</summary>
    [Description("Correlation length of the spectrum, that of gaussian-prior with the model matern."), Unit("m"), Range(1e-10, 1.0)]
    public required double CorrelationLength { get; init; }

    /// <summary>p of the spectrum.</summary>
    [Description("Exponent of the spectrum, likewise."), Unit("1"), Range(0.1, 20.0)]
    public double Exponent { get; init; } = 3;
}

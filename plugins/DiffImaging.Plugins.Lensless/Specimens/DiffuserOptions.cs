using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Options of the specimen <c>diffuser</c>.</summary>
public sealed record DiffuserOptions
{
    /// <summary>Diameter of the clear aperture, in metres.</summary>
    [Description("Diameter of the clear aperture; opaque outside."), Unit("m"), Range(1e-7, 1.0)]
    public required double Aperture { get; init; }

    /// <summary>Distance over which the phases' correlation falls to 1/e, in metres.</summary>
    [Description("Distance over which the correlation of the phases falls to 1/e."), Unit("m"), Range(1e-8, 1.0)]
    public required double CorrelationLength { get; init; }

    /// <summary>Standard deviation of the phases, in rad.</summary>
    [Description("Standard deviation of the phases."), Unit("rad"), Range(0.0, 1e3)]
    public double StandardDeviation { get; init; } = 3;
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Stages.IlluminationProfile;

/// <summary>Options of the stage <c>illumination-profile</c>.</summary>
public sealed record IlluminationProfileOptions
{
    /// <summary>Highest total degree of the polynomials.</summary>
    [Description("Highest total degree of the polynomials."), Range(1, 8)]
    public int Degree { get; init; } = 2;

    /// <summary>Coefficients of the logarithm of the amplitude; see the stage for their order.</summary>
    [Description("Coefficients of the logarithm of the amplitude, in the order x, y, xx, xy, yy, …"), Unit("1"), Range(-10, 10)]
    public ParameterOptions Coefficients { get; init; } = new();
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Stages.Fresnel;

/// <summary>Options of the stage <c>fresnel</c>.</summary>
public sealed record FresnelOptions
{
    /// <summary>Distance, in metres; negative propagates backwards.</summary>
    [Description("Distance; negative propagates backwards."), Unit("m"), Range(-10.0, 10.0)]
    public required ParameterOptions Distance { get; init; }
}

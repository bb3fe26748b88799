using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace Acme.Imaging.Stages;

/// <summary>Options of the stage <c>neutral-filter</c>.</summary>
public sealed record NeutralFilterOptions
{
    /// <summary>Optical density D: the filter lets 10⁻ᴰ of the power through.</summary>
    [Description("Optical density: the filter lets 10 to the power of minus this of the light through."), Unit("1"), Range(0.0, 10.0)]
    public required ParameterOptions Density { get; init; }
}

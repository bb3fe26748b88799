using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Options of <c>amplitude-bound</c>.</summary>
public sealed record AmplitudeBoundOptions
{
    /// <summary>Largest amplitude |o| of the transmittance.</summary>
    [Unit("1"), Range(1e-6, 1e6)]
    [Description("Largest amplitude of the transmittance: 1 where nothing amplifies light.")]
    public double Maximum { get; init; } = 1;
}

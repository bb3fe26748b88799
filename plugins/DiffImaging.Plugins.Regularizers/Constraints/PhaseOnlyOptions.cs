using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Options of <c>phase-only</c>.</summary>
public sealed record PhaseOnlyOptions
{
    /// <summary>The amplitude |o| that every pixel has.</summary>
    [Unit("1"), Range(1e-6, 1e6)]
    [Description("The amplitude that every pixel has.")]
    public double Amplitude { get; init; } = 1;
}

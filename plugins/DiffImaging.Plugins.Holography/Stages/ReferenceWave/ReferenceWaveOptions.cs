using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Stages.ReferenceWave;

/// <summary>Options of the stage <c>reference-wave</c>.</summary>
public sealed record ReferenceWaveOptions
{
    /// <summary>Amplitude of the reference wave.</summary>
    [Description("Amplitude of the reference wave: the root of its intensity in the unit of the measurement."), Unit("1"), Range(0, 1e6)]
    public ParameterOptions Amplitude { get; init; } = new();

    /// <summary>Carrier frequency along x, in cycles per metre.</summary>
    [Description("Carrier frequency along x (columns), in cycles per length."), Unit("1/m"), Range(-1e8, 1e8)]
    public ParameterOptions CarrierX { get; init; } = new();

    /// <summary>Carrier frequency along y, in cycles per metre.</summary>
    [Description("Carrier frequency along y (rows), in cycles per length."), Unit("1/m"), Range(-1e8, 1e8)]
    public ParameterOptions CarrierY { get; init; } = new();

    /// <summary>Curvature of the reference wave, in 1/m.</summary>
    [Description("Curvature of the reference wave; positive diverges."), Unit("1/m"), Range(-1e5, 1e5)]
    public ParameterOptions Curvature { get; init; } = new();
}

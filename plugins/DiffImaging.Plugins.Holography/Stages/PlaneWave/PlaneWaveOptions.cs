using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Stages.PlaneWave;

/// <summary>Options of the stage <c>plane-wave</c>.</summary>
public sealed record PlaneWaveOptions
{
    /// <summary>Amplitude of the wave, the root of its intensity.</summary>
    [Description("Amplitude of the wave: the root of its intensity in the unit of the measurement."), Unit("1"), Range(0, 1e6)]
    public ParameterOptions Amplitude { get; init; } = new();

    /// <summary>Tilt towards +x, in rad in the medium.</summary>
    [Description("Tilt towards +x in the medium."), Unit("rad"), Range(-1.5, 1.5)]
    public ParameterOptions TiltX { get; init; } = new();

    /// <summary>Tilt towards +y, in rad in the medium.</summary>
    [Description("Tilt towards +y in the medium."), Unit("rad"), Range(-1.5, 1.5)]
    public ParameterOptions TiltY { get; init; } = new();

    /// <summary>Curvature of the wavefront, in 1/m; positive diverges.</summary>
    [Description("Curvature of the wavefront; positive diverges."), Unit("1/m"), Range(-1e5, 1e5)]
    public ParameterOptions Curvature { get; init; } = new();
}

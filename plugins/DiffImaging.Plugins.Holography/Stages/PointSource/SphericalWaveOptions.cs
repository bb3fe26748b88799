using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Stages.PointSource;

/// <summary>Options of the stage <c>spherical-wave</c>.</summary>
public sealed record SphericalWaveOptions
{
    /// <summary>Distance from the point source to this plane, in metres; negative converges to a point behind it.</summary>
    [Description("Distance from the point source to this plane; negative converges to a point behind it."), Unit("m"), Range(-100.0, 100.0)]
    public required ParameterOptions Radius { get; init; }

    /// <summary>Amplitude on the axis.</summary>
    [Description("Amplitude on the axis: the root of the intensity there."), Unit("1"), Range(0, 1e6)]
    public ParameterOptions Amplitude { get; init; } = new();
}

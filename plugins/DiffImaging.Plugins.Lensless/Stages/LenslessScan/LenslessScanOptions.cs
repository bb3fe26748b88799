using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Stages.LenslessScan;

/// <summary>Options of the stage <c>lensless-scan</c>.</summary>
public sealed record LenslessScanOptions
{
    /// <summary>Distance from object to sensor, in metres: one, or one for each height.</summary>
    [Description("Distance from object to sensor: one, or a list with one for each height."), Unit("m"), Range(-10.0, 10.0)]
    public required ParameterOptions Distance { get; init; }

    /// <summary>Height that each frame was taken at, from 0; empty for heights in turn, with as many frames each.</summary>
    [Description("Index of the height of each frame, from 0; left out: the heights in turn, with as many frames each."), Range(0, 100000)]
    public IReadOnlyList<int> Heights { get; init; } = [];

    /// <summary>Lateral position of the object's image on the sensor, x and y for each frame, in metres.</summary>
    [Description("Shift of the object's image on the sensor: x and y for each frame in turn, or one x and y for all."), Unit("m"), Range(-1.0, 1.0)]
    public FrameParameterOptions Shift { get; init; } = new();

    /// <summary>Samples cut off on each side after the propagation.</summary>
    [Description("Samples on each side of the object's grid that the sensor does not see; cut off after the propagation."), Unit("px"), Range(0, 32768)]
    public int Margin { get; init; }

    /// <summary>Whether frequencies beyond the sampling of the transfer function at the largest nominal distance are cut.</summary>
    [Description("Cut frequencies beyond the sampling of the transfer function at the largest nominal distance.")]
    public bool BandLimit { get; init; } = true;

    /// <summary>How numbers stand for the transmittance.</summary>
    [Description("complex, log-amplitude-phase, phase-only, absorption-only or real.")]
    public ObjectParametrization Parametrization { get; init; } = ObjectParametrization.Complex;

    /// <summary>Transmittance of empty space, and of the first guess.</summary>
    [Description("Transmittance of empty space, and of the first guess."), Unit("1"), Range(1e-6, 1)]
    public double Background { get; init; } = 1;
}

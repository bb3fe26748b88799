using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace Acme.Imaging.Modalities;

/// <summary>Options of the modality <c>acme-imaging</c>.</summary>
public sealed record FocalSeriesOptions
{
    /// <summary>Mean wavelength of the light, in metres.</summary>
    [Description("Mean wavelength of the light."), Unit("m"), Range(1e-7, 1e-5)]
    public required double Wavelength { get; init; }

    /// <summary>Pitch of the pixels in the plane of the object, in metres.</summary>
    [Description("Pitch of the pixels in the plane of the object: that of the sensor over the magnification."), Unit("m"), Range(1e-9, 1e-3)]
    public required double PixelPitch { get; init; }

    /// <summary>Numerical aperture of the objective.</summary>
    [Description("Numerical aperture of the objective."), Unit("1"), Range(0.01, 0.7)]
    public required double NumericalAperture { get; init; }

    /// <summary>Position of the focusing stage for each frame, in metres.</summary>
    [Description("Position of the focusing stage: one for each frame."), Unit("m"), Range(-1e-2, 1e-2)]
    public required IReadOnlyList<double> Positions { get; init; }

    /// <summary>Where the focus is believed to be, in metres; it is estimated together with the object.</summary>
    [Description("Where the focus is believed to be; it is estimated together with the object."), Unit("m"), Range(-1e-2, 1e-2)]
    public double Focus { get; init; }

    /// <summary>Standard deviation of the noise, in the unit of the measurement.</summary>
    [Description("Standard deviation of the noise, in the unit of the measurement."), Unit("1"), Range(1e-9, 1e9)]
    public double Noise { get; init; } = 0.01;

    /// <summary>Weight of the total variation, for the noise 1.</summary>
    [Description("Weight of the total variation, in units of half the squared residual."), Unit("1"), Range(0.0, 1e6)]
    public double Variation { get; init; } = 1e-4;

    /// <summary>Samples of the object along each side of a pixel.</summary>
    [Description("Samples of the object along each side of a pixel."), Range(1, 8)]
    public int Refinement { get; init; } = 1;
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Holography.Initialization;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>Options of the modality <c>inline-holography</c>.</summary>
public sealed record InlineHolographyOptions
{
    /// <summary>Vacuum wavelength, in metres.</summary>
    [Description("Vacuum wavelength."), Unit("m"), Range(1e-10, 1e-4)]
    public required double Wavelength { get; init; }

    /// <summary>Pitch of the sensor's pixels, referred to the object where a microscope magnifies, in metres.</summary>
    [Description("Pitch of the sensor's pixels (referred to the object where a microscope magnifies)."), Unit("m"), Range(1e-9, 1e-3)]
    public required double PixelPitch { get; init; }

    /// <summary>Distance from object to sensor, in metres; estimated unless its mode says otherwise.</summary>
    [Description("Distance from object to sensor; estimated unless its mode says otherwise."), Unit("m"), Range(1e-7, 10.0)]
    public required ParameterOptions Distance { get; init; }

    /// <summary>Refractive index of the medium between object and sensor.</summary>
    [Description("Refractive index of the medium between object and sensor."), Unit("1"), Range(1.0, 3.0)]
    public double RefractiveIndex { get; init; } = 1;

    /// <summary>Distance from a point source to the sensor, in metres; null for plane illumination.</summary>
    [Description("Distance from a point source to the sensor; leave out for plane illumination."), Unit("m"), Range(1e-6, 100)]
    public double? SourceDistance { get; init; }

    /// <summary>Object samples along one side of a pixel.</summary>
    [Description("Object samples along one side of a pixel."), Range(1, 8)]
    public int Refinement { get; init; } = 1;

    /// <summary>Pixels of empty space that the object's canvas has beyond the sensor on each side; null for a sixteenth.</summary>
    [Description("Pixels of empty space around the sensor's field; left out: a sixteenth of its size."), Range(0, 4096)]
    public int? Margin { get; init; }

    /// <summary>How numbers stand for the object.</summary>
    [Description("complex, log-amplitude-phase, phase-only, absorption-only or real.")]
    public ObjectParametrization Parametrization { get; init; } = ObjectParametrization.Complex;

    /// <summary>Photons per pixel where the measurement is 1.</summary>
    [Description("Photons per pixel where the measurement is 1."), Unit("1"), Range(1e-3, 1e12)]
    public double Photons { get; init; } = 1;

    /// <summary>Read noise, in electrons.</summary>
    [Description("Read noise in electrons."), Unit("1"), Range(0, 1e6)]
    public double ReadNoise { get; init; }

    /// <summary>Weight of the total variation for one photon per pixel and one sample per pixel.</summary>
    [Description("Weight of the total variation, in units of half the squared amplitude residual."), Unit("1"), Range(0, 1e6)]
    public double Variation { get; init; } = 0.01;

    /// <summary>Weight of the sparsity about empty space, likewise.</summary>
    [Description("Weight of the sparsity about empty space, in units of half the squared amplitude residual."), Unit("1"), Range(0, 1e6)]
    public double Sparsity { get; init; } = 0.005;

    /// <summary>The distance scan of the first guess.</summary>
    [Description("The distance scan of the first guess.")]
    public DistanceScanOptions Scan { get; init; } = new();
}

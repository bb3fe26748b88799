using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Holography.Initialization;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>Options of the modality <c>off-axis-holography</c>.</summary>
public sealed record OffAxisHolographyOptions
{
    /// <summary>Vacuum wavelength, in metres.</summary>
    [Description("Vacuum wavelength."), Unit("m"), Range(1e-10, 1e-4)]
    public required double Wavelength { get; init; }

    /// <summary>Pitch of the sensor's pixels, in metres.</summary>
    [Description("Pitch of the sensor's pixels."), Unit("m"), Range(1e-9, 1e-3)]
    public required double PixelPitch { get; init; }

    /// <summary>Distance from object to sensor, in metres; estimated unless its mode says otherwise.</summary>
    [Description("Distance from object to sensor; estimated unless its mode says otherwise."), Unit("m"), Range(1e-7, 10.0)]
    public required ParameterOptions Distance { get; init; }

    /// <summary>Refractive index of the medium between object and sensor.</summary>
    [Description("Refractive index of the medium between object and sensor."), Unit("1"), Range(1.0, 3.0)]
    public double RefractiveIndex { get; init; } = 1;

    /// <summary>Pixels along one side of an object sample: the sideband is that many times narrower than the sensor's band.</summary>
    [Description("Pixels along one side of an object sample."), Range(1, 16)]
    public int Coarsening { get; init; } = 4;

    /// <summary>Pixels of canvas beyond the sensor on each side; a multiple of the coarsening; null for an eighth.</summary>
    [Description("Pixels of canvas around the sensor's field, a multiple of coarsening; left out: an eighth of its size."), Range(0, 4096)]
    public int? Margin { get; init; }

    /// <summary>Carrier frequency along x and y, in cycles per metre; null to find its peak.</summary>
    [Description("Carrier frequency along x and y; left out: its peak in the spectrum is taken."), Unit("1/m")]
    public IReadOnlyList<double>? Carrier { get; init; }

    /// <summary>Photons per pixel where the measurement is 1.</summary>
    [Description("Photons per pixel where the measurement is 1."), Unit("1"), Range(1e-3, 1e12)]
    public double Photons { get; init; } = 1;

    /// <summary>Weight of the total variation, in units of half the squared amplitude residual.</summary>
    [Description("Weight of the total variation, in units of half the squared amplitude residual."), Unit("1"), Range(0, 1e6)]
    public double Variation { get; init; } = 0.03;

    /// <summary>Weight of the sparsity, likewise.</summary>
    [Description("Weight of the sparsity, in units of half the squared amplitude residual."), Unit("1"), Range(0, 1e6)]
    public double Sparsity { get; init; } = 0.1;

    /// <summary>The distance scan of the first guess.</summary>
    [Description("The distance scan of the first guess.")]
    public DistanceScanOptions Scan { get; init; } = new();
}

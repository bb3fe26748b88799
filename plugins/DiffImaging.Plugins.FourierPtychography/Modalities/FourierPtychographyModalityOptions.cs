using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.FourierPtychography.Modalities;

/// <summary>Options of the modality <c>fourier-ptychography</c>: those of its stage, and what the recipe needs besides.</summary>
/// <remarks>Shift, rotation and height of the array, brightness, defocus and wavefront are estimated unless their modes say otherwise.</remarks>
public sealed record FourierPtychographyModalityOptions : FourierPtychographyOptions
{
    /// <summary>Vacuum wavelength, in metres.</summary>
    [Description("Vacuum wavelength."), Unit("m"), Range(1e-10, 1e-4)]
    public required double Wavelength { get; init; }

    /// <summary>Pitch of the camera's pixels, referred to the sample, in metres.</summary>
    [Description("Pitch of the camera's pixels, referred to the sample."), Unit("m"), Range(1e-9, 1e-3)]
    public required double PixelPitch { get; init; }

    /// <summary>Refractive index of the sample's medium.</summary>
    [Description("Refractive index of the sample's medium."), Unit("1"), Range(1.0, 3.0)]
    public double RefractiveIndex { get; init; } = 1;

    /// <summary>Photons per pixel where the measurement is 1.</summary>
    [Description("Photons per pixel where the measurement is 1."), Unit("1"), Range(1e-3, 1e12)]
    public double Photons { get; init; } = 1;

    /// <summary>Read noise, in electrons.</summary>
    [Description("Read noise in electrons."), Unit("1"), Range(0, 1e6)]
    public double ReadNoise { get; init; }

    /// <summary>Whether geometry and pupil are looked for in the bright field before the reconstruction.</summary>
    [Description("Look for geometry and pupil in the bright field before the reconstruction.")]
    public bool Search { get; init; } = true;
}

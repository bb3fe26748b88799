using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Acme.StructuredIllumination.Initialization;
using DiffImaging.Sdk.Options;

namespace Acme.StructuredIllumination.Modalities;

/// <summary>Options of the modality <c>structured-illumination-microscopy</c>.</summary>
public sealed record MicroscopyOptions
{
    /// <summary>Vacuum wavelength of the fluorescence, in metres.</summary>
    [Description("Vacuum wavelength of the fluorescence."), Unit("m"), Range(1e-7, 1e-5)]
    public required double Wavelength { get; init; }

    /// <summary>Pitch of the camera's pixels at the object, in metres.</summary>
    [Description("Pitch of the camera's pixels, referred to the object."), Unit("m"), Range(1e-9, 1e-3)]
    public required double PixelPitch { get; init; }

    /// <summary>Numerical aperture of the objective, a pure number.</summary>
    [Description("Numerical aperture of the objective."), Unit("1"), Range(0.01, 1.7)]
    public required ParameterOptions NumericalAperture { get; init; }

    /// <summary>Spatial frequency of the stripes, x and y for each orientation in turn, in 1/m; estimated unless its mode says otherwise.</summary>
    [Description("Spatial frequency of the stripes at the object: x and y for each orientation in turn, about right. Estimated unless its mode says otherwise."), Unit("1/m"), Range(-1e8, 1e8)]
    public required ParameterOptions Frequency { get; init; }

    /// <summary>Phase of the stripes on the axis in each frame, in rad; estimated unless its mode says otherwise.</summary>
    [Description("Phase of the stripes on the axis in each frame; left out: equal steps over a turn in each orientation. Estimated unless its mode says otherwise."), Unit("rad"), Range(-100.0, 100.0)]
    public ParameterOptions Phase { get; init; } = new();

    /// <summary>Depth of the modulation for each orientation, a pure number; estimated unless its mode says otherwise.</summary>
    [Description("Depth of the modulation for each orientation, or one for all. Estimated unless its mode says otherwise."), Unit("1"), Range(0.0, 1.0)]
    public ParameterOptions Modulation { get; init; } = new();

    /// <summary>Object samples along one side of a pixel.</summary>
    [Description("Object samples along one side of a pixel; 2 hold what stripes at the limit of the objective show."), Unit("1"), Range(1, 16)]
    public int Refinement { get; init; } = 2;

    /// <summary>Pixels that the object's grid has beyond the camera on each side.</summary>
    [Description("Pixels that the object's grid has beyond the camera on each side: what glows there blurs into the field."), Unit("px"), Range(0, 4096)]
    public int Margin { get; init; } = 8;

    /// <summary>Detected photons per pixel where the measurement is 1.</summary>
    [Description("Detected photons per pixel where the measurement is 1."), Unit("1"), Range(1e-3, 1e12)]
    public double Photons { get; init; } = 1;

    /// <summary>Standard deviation of the read noise, in electrons.</summary>
    [Description("Standard deviation of the read noise, in electrons."), Unit("1"), Range(0.0, 1e6)]
    public double ReadNoise { get; init; }

    /// <summary>Weight of the Gaussian prior of the density.</summary>
    [Description("Weight of the Gaussian prior of the density, whose power spectrum is fitted to it; 1 takes it at its word, 0 leaves it out."), Unit("1"), Range(0.0, 1e6)]
    public double Prior { get; init; } = 1;

    /// <summary>The search for the stripes in the first guess.</summary>
    [Description("The search for the stripes in the first guess.")]
    public StripeSearchOptions Search { get; init; } = new();
}

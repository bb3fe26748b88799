using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Lensless.Initialization;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>Options of the modality <c>lensless-super-resolution</c>.</summary>
public sealed record LenslessSuperResolutionOptions
{
    /// <summary>Vacuum wavelength, in metres.</summary>
    [Description("Vacuum wavelength."), Unit("m"), Range(1e-10, 1e-4)]
    public required double Wavelength { get; init; }

    /// <summary>Pitch of the sensor's pixels, in metres.</summary>
    [Description("Pitch of the sensor's pixels."), Unit("m"), Range(1e-9, 1e-3)]
    public required double PixelPitch { get; init; }

    /// <summary>Distance from object to sensor, in metres: one, or one for each height; estimated unless its mode says otherwise.</summary>
    [Description("Distance from object to sensor: one, or a list with one for each height; estimated unless its mode says otherwise."), Unit("m"), Range(1e-7, 1.0)]
    public required ParameterOptions Distance { get; init; }

    /// <summary>Index of the height of each frame; empty for the heights in turn, with as many frames each.</summary>
    [Description("Index of the height of each frame, from 0; left out: the heights in turn, with as many frames each."), Range(0, 100000)]
    public IReadOnlyList<int> Heights { get; init; } = [];

    /// <summary>Nominal shift of the object's image on the sensor for each frame, in metres; estimated unless its mode says otherwise.</summary>
    [Description("Nominal shift of the object's image on the sensor: x and y for each frame in turn; left out: 0. Estimated unless its mode says otherwise."), Unit("m"), Range(-1.0, 1.0)]
    public FrameParameterOptions Shift { get; init; } = new();

    /// <summary>Turn of the object's image on the sensor in each frame, in rad, estimated unless its mode says otherwise; null for a sensor that does not turn.</summary>
    [Description("Turn of the object's image on the sensor in each frame, from +x towards +y, estimated unless its mode says otherwise; left out: none."), Unit("rad"), Range(-0.8, 0.8)]
    public FrameParameterOptions? Rotation { get; init; }

    /// <summary>Refractive index of the medium between object and sensor.</summary>
    [Description("Refractive index of the medium between object and sensor."), Unit("1"), Range(1.0, 3.0)]
    public double RefractiveIndex { get; init; } = 1;

    /// <summary>Object samples along one side of a pixel.</summary>
    [Description("Object samples along one side of a pixel."), Range(1, 8)]
    public int Refinement { get; init; } = 3;

    /// <summary>Pixels of empty space that the object's canvas has beyond the sensor on each side; null for what the diffraction needs.</summary>
    [Description("Pixels of canvas around the sensor's field; left out: what the finest detail reaches beyond it, at most half its size."), Range(0, 4096)]
    public int? Margin { get; init; }

    /// <summary>Part of a pixel's area that collects light; known unless its mode says otherwise.</summary>
    [Description("Part of a pixel's area that collects light; to estimate it give mode and prior."), Unit("1"), Range(1e-3, 1.0)]
    public ParameterOptions FillFactor { get; init; } = new() { Nominal = [1] };

    /// <summary>How numbers stand for the object.</summary>
    [Description("complex, log-amplitude-phase, phase-only, absorption-only or real.")]
    public ObjectParametrization Parametrization { get; init; } = ObjectParametrization.Complex;

    /// <summary>Photons per pixel where the measurement is 1.</summary>
    [Description("Photons per pixel where the measurement is 1."), Unit("1"), Range(1e-3, 1e12)]
    public double Photons { get; init; } = 1;

    /// <summary>Read noise, in electrons.</summary>
    [Description("Read noise in electrons."), Unit("1"), Range(0, 1e6)]
    public double ReadNoise { get; init; }

    /// <summary>Weight of the total variation for one frame, one photon per pixel and one sample per pixel.</summary>
    [Description("Weight of the total variation for each frame, in units of half the squared amplitude residual."), Unit("1"), Range(0, 1e6)]
    public double Variation { get; init; } = 0.0003;

    /// <summary>Weight of the sparsity about empty space, likewise.</summary>
    [Description("Weight of the sparsity about empty space for each frame, in units of half the squared amplitude residual."), Unit("1"), Range(0, 1e6)]
    public double Sparsity { get; init; } = 0.005;

    /// <summary>The scan of the heights in the first guess.</summary>
    [Description("The scan of the heights in the first guess.")]
    public HeightScanOptions Scan { get; init; } = new();

    /// <summary>The registration of the frames in the first guess.</summary>
    [Description("The registration of the frames in the first guess.")]
    public RegistrationOptions Registration { get; init; } = new();
}

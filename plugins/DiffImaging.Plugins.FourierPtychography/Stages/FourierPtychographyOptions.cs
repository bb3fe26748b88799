using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>Options of the stage <c>fourier-ptychography</c>.</summary>
public record FourierPtychographyOptions
{
    /// <summary>Nominal places of the LEDs, in the order of the frames.</summary>
    [Description("Where the LED of each frame is meant to be.")]
    public required LedLayoutOptions Layout { get; init; }

    /// <summary>NA of the objective.</summary>
    [Description("Numerical aperture of the objective."), Unit("1"), Range(1e-4, 1.7)]
    public required ParameterOptions NumericalAperture { get; init; }

    /// <summary>Distance of the array from the slide, or from the sample where there is no slide, in metres.</summary>
    [Description("Distance of the LED array from the slide's face towards it, or from the sample without a slide."), Unit("m"), Range(1e-4, 10.0)]
    public required ParameterOptions ArrayHeight { get; init; }

    /// <summary>Rotation of the array, in rad.</summary>
    [Description("Rotation of the array in its plane, from +x towards +y."), Unit("rad"), Range(-6.3, 6.3)]
    public ParameterOptions ArrayRotation { get; init; } = new();

    /// <summary>Shift of the array along x and y, in metres.</summary>
    [Description("Shift of the array along x and y."), Unit("m"), Range(-1.0, 1.0)]
    public ParameterOptions ArrayShift { get; init; } = new();

    /// <summary>Tilt of the array, in rad.</summary>
    [Description("Tilt of the array; positive where it recedes from the sample towards +x, +y."), Unit("rad"), Range(-1.0, 1.0)]
    public ParameterOptions ArrayTilt { get; init; } = new();

    /// <summary>Shift of each LED in the array, in metres: x and y in turn.</summary>
    [Description("Shift of each LED within the array: x and y of every frame in turn, or one number for all."), Unit("m"), Range(-0.1, 0.1)]
    public ParameterOptions LedShift { get; init; } = new();

    /// <summary>Power of each LED at the sample; the mean is 1.</summary>
    [Description("Power of the light of every frame, 1 on average."), Unit("1"), Range(1e-6, 1e6)]
    public ParameterOptions Brightness { get; init; } = new();

    /// <summary>Relative error of the wavelength.</summary>
    [Description("Relative error of the wavelength: the true one is (1 + this) times the nominal."), Unit("1"), Range(-0.2, 0.2)]
    public ParameterOptions WavelengthError { get; init; } = new();

    /// <summary>Defocus, in metres.</summary>
    [Description("Distance, in the sample's medium, from the object to the plane that the camera sees; positive goes with the light."), Unit("m"), Range(-0.1, 0.1)]
    public ParameterOptions Defocus { get; init; } = new();

    /// <summary>Noll's indices of the modes of the wavefront.</summary>
    [Description("Noll's indices of the wavefront's modes, from 5: piston, tilt and defocus are not among them.")]
    public IReadOnlyList<int> ZernikeModes { get; init; } = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Coefficient of each mode: its RMS phase over the pupil, in rad.</summary>
    [Description("RMS phase of every mode."), Unit("rad"), Range(-100.0, 100.0)]
    public ParameterOptions Zernike { get; init; } = new();

    /// <summary>Free-form phase (rad) and log-amplitude of the pupil on whole bins; null for none.</summary>
    [Description("Free-form phase and log-amplitude on the bins of the pupil; left out: none."), Unit("1"), Range(-100.0, 100.0)]
    public ParameterOptions? PupilMap { get; init; }

    /// <summary>Scale of the pupil's logistic edge, in bins of the image's spectrum.</summary>
    [Description("Scale of the pupil's edge, in bins of the image's spectrum."), Unit("1"), Range(0.1, 4.0)]
    public double PupilSoftness { get; init; } = 0.5;

    /// <summary>Object samples along one side of an image sample.</summary>
    [Description("Object samples along one side of a pixel."), Range(1, 32)]
    public int Upsampling { get; init; } = 4;

    /// <summary>Samples added to the field on each side of the recorded window, and of every tile.</summary>
    [Description("Samples of the field beyond the recorded window, and of a tile beyond its own, on each side; the sensor must crop them."), Unit("px"), Range(0, 1024)]
    public int Padding { get; init; }

    /// <summary>Recorded pixels of a tile along each side; null for one tile.</summary>
    [Description("Recorded pixels of a tile along each side, each tile in light from its own directions; left out: one tile. It takes 'padding'."), Unit("px"), Range(8, 65536)]
    public int? TileSize { get; init; }

    /// <summary>How numbers stand for the transmittance.</summary>
    [Description("complex, log-amplitude-phase, phase-only, absorption-only or real.")]
    public ObjectParametrization Parametrization { get; init; } = ObjectParametrization.Complex;

    /// <summary>Transmittance of empty space, and of the first guess.</summary>
    [Description("Transmittance of empty space, and of the first guess."), Unit("1"), Range(0, 1)]
    public double Background { get; init; } = 1;

    /// <summary>Thickness of the slide between array and sample, in metres.</summary>
    [Description("Thickness of the glass slide between array and sample; 0 for none."), Unit("m"), Range(0.0, 0.1)]
    public double SlideThickness { get; init; }

    /// <summary>Refractive index of the slide.</summary>
    [Description("Refractive index of the slide."), Unit("1"), Range(1.0, 4.0)]
    public double SlideIndex { get; init; } = 1.52;

    /// <summary>x of the sample's point that is imaged, in metres.</summary>
    [Description("x of the sample's point that is imaged, such as the centre of a tile."), Unit("m"), Range(-1.0, 1.0)]
    public double SampleX { get; init; }

    /// <summary>y of the sample's point that is imaged, in metres.</summary>
    [Description("y of the same point."), Unit("m"), Range(-1.0, 1.0)]
    public double SampleY { get; init; }

    /// <summary>Side of an LED's square emitting area, in metres; 0 for a point.</summary>
    [Description("Side of an LED's emitting area; 0 for a point."), Unit("m"), Range(0.0, 0.1)]
    public double LedSize { get; init; }

    /// <summary>Points that sample the emitting area along each side.</summary>
    [Description("Points that sample the emitting area along each side."), Range(1, 9)]
    public int LedSamples { get; init; } = 1;

    /// <summary>Full width at half maximum of the spectrum, in metres; 0 for one wavelength.</summary>
    [Description("Full width at half maximum of the LED's spectrum; 0 for one wavelength."), Unit("m"), Range(0.0, 1e-6)]
    public double Bandwidth { get; init; }

    /// <summary>Wavelengths that sample the spectrum.</summary>
    [Description("Wavelengths that sample the spectrum."), Range(1, 15)]
    public int BandwidthSamples { get; init; } = 1;
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Lensless.Initialization;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>Options of the modality <c>coded-mask</c>.</summary>
public sealed record CodedMaskModalityOptions
{
    /// <summary>File of the measured point spread function.</summary>
    [Description("File of the measured point spread function, without background: an image, or an array [rows, columns].")]
    public required string Psf { get; init; }

    /// <summary>Name of the array in the file; null for the only one that fits.</summary>
    [Description("Name of the array in a file of several; left out: the only one that fits.")]
    public string? PsfVariable { get; init; }

    /// <summary>Distance of the samples of the point spread function, in metres; null for the pitch of the pixels.</summary>
    [Description("Distance of its samples; left out: the pitch of the pixels."), Unit("m"), Range(1e-9, 1e-2)]
    public double? PsfPitch { get; init; }

    /// <summary>Where the optical axis meets the point spread function, x and y from its central sample, in metres.</summary>
    [Description("Where the optical axis meets it, x and y from its central sample; scale and rotation are about that point."), Unit("m"), Range(-1.0, 1.0)]
    public IReadOnlyList<double> Centre { get; init; } = [0, 0];

    /// <summary>Pitch of the sensor's pixels, in metres.</summary>
    [Description("Pitch of the sensor's pixels."), Unit("m"), Range(1e-9, 1e-3)]
    public required double PixelPitch { get; init; }

    /// <summary>Mean wavelength, in metres; for the record, since the convolution does not depend on it.</summary>
    [Description("Mean wavelength; for the record, the convolution does not depend on it."), Unit("m"), Range(1e-10, 1e-4)]
    public double Wavelength { get; init; } = 550e-9;

    /// <summary>Shift of the point spread function on the sensor, in metres; estimated for several frames unless its mode says otherwise.</summary>
    [Description("Shift of the point spread function on the sensor: x and y, or x and y for each frame in turn. Estimated for each of several frames unless its mode says otherwise."), Unit("m"), Range(-1.0, 1.0)]
    public FrameParameterOptions Shift { get; init; } = new();

    /// <summary>Size of the point spread function against the measured one; estimated unless its mode says otherwise.</summary>
    [Description("Size of the point spread function against the measured one. Estimated unless its mode says otherwise."), Unit("1"), Range(0.1, 10.0)]
    public ParameterOptions Scale { get; init; } = new();

    /// <summary>Turn of the point spread function, in rad; estimated unless its mode says otherwise.</summary>
    [Description("Turn of the point spread function against the measured one, from +x towards +y. Estimated unless its mode says otherwise."), Unit("rad"), Range(-6.3, 6.3)]
    public ParameterOptions Rotation { get; init; } = new();

    /// <summary>Object samples along one side of a pixel.</summary>
    [Description("Object samples along one side of a pixel."), Range(1, 8)]
    public int Refinement { get; init; } = 1;

    /// <summary>Pixels that the object's grid has beyond the sensor on each side.</summary>
    [Description("Pixels that the object's grid has beyond the sensor on each side: what shines there reaches the sensor in part."), Range(0, 4096)]
    public int Margin { get; init; }

    /// <summary>Height and width of the part of the object's grid that may shine, in metres; empty for all.</summary>
    [Description("Height and width of the part of the object's grid that may shine, or one length for a square; left out: all of it."), Unit("m"), Range(1e-9, 1.0)]
    public IReadOnlyList<double> FieldOfView { get; init; } = [];

    /// <summary>Standard deviation of the noise, in the unit of the measurement.</summary>
    [Description("Standard deviation of the noise, in the unit of the measurement."), Unit("1"), Range(1e-9, 1e9)]
    public double Noise { get; init; } = 0.01;

    /// <summary>Weight of the total variation, for the noise 1.</summary>
    [Description("Weight of the total variation, in units of half the squared residual."), Unit("1"), Range(0, 1e6)]
    public double Variation { get; init; } = 5e-5;

    /// <summary>The registration of the frames in the first guess.</summary>
    [Description("The registration of the frames in the first guess.")]
    public RegistrationOptions Registration { get; init; } = new();
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>Options of the stage <c>coded-mask</c>.</summary>
public sealed record CodedMaskOptions
{
    /// <summary>File of the measured point spread function: an image, or an array of two axes.</summary>
    [Description("File of the measured point spread function, without background: an image, or an array [rows, columns].")]
    public required string Psf { get; init; }

    /// <summary>Name of the array in the file; null for the only one that fits.</summary>
    [Description("Name of the array in a file of several; left out: the only one that fits.")]
    public string? PsfVariable { get; init; }

    /// <summary>Distance of the samples of the point spread function, in metres; null for the pitch of the object's grid.</summary>
    [Description("Distance of its samples; left out: that of the object's."), Unit("m"), Range(1e-9, 1e-2)]
    public double? PsfPitch { get; init; }

    /// <summary>Where the optical axis meets the point spread function, x and y from its central sample, in metres.</summary>
    [Description("Where the optical axis meets it, x and y from its central sample; scale and rotation are about that point."), Unit("m"), Range(-1.0, 1.0)]
    public IReadOnlyList<double> Centre { get; init; } = [0, 0];

    /// <summary>Shift of the point spread function on the sensor, x and y, in metres.</summary>
    [Description("Shift of the point spread function on the sensor: x and y, or x and y for each frame in turn."), Unit("m"), Range(-1.0, 1.0)]
    public FrameParameterOptions Shift { get; init; } = new();

    /// <summary>Size of the point spread function against the measured one, a pure number.</summary>
    [Description("Size of the point spread function against the measured one; its sum is kept."), Unit("1"), Range(0.1, 10.0)]
    public ParameterOptions Scale { get; init; } = new();

    /// <summary>Turn of the point spread function against the measured one, from +x towards +y, in rad.</summary>
    [Description("Turn of the point spread function against the measured one, from +x towards +y."), Unit("rad"), Range(-6.3, 6.3)]
    public ParameterOptions Rotation { get; init; } = new();

    /// <summary>Samples cut off on each side after the convolution.</summary>
    [Description("Samples on each side of the object's grid that the sensor does not see; cut off after the convolution."), Unit("px"), Range(0, 32768)]
    public int Margin { get; init; }

    /// <summary>Brightness of empty space, and of the first guess.</summary>
    [Description("Brightness of empty space, and of the first guess."), Unit("1"), Range(0, 1e6)]
    public double Background { get; init; }
}

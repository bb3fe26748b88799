using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace Acme.StructuredIllumination.Stages;

/// <summary>Options of the stage <c>structured-illumination</c>.</summary>
public sealed record StructuredIlluminationOptions
{
    /// <summary>Numerical aperture of the objective, a pure number.</summary>
    [Description("Numerical aperture of the objective."), Unit("1"), Range(0.01, 1.7)]
    public required ParameterOptions NumericalAperture { get; init; }

    /// <summary>Spatial frequency of the stripes, x and y for each orientation in turn, in 1/m.</summary>
    [Description("Spatial frequency of the stripes at the object: x and y for each orientation in turn."), Unit("1/m"), Range(-1e8, 1e8)]
    public required ParameterOptions Frequency { get; init; }

    /// <summary>Phase of the stripes on the axis in each frame, in rad.</summary>
    [Description("Phase of the stripes on the axis in each frame; left out: equal steps over a turn in each orientation."), Unit("rad"), Range(-100.0, 100.0)]
    public ParameterOptions Phase { get; init; } = new();

    /// <summary>Depth of the modulation for each orientation, a pure number.</summary>
    [Description("Depth of the modulation for each orientation, or one for all; 0 is wide-field light."), Unit("1"), Range(0.0, 1.0)]
    public ParameterOptions Modulation { get; init; } = new();

    /// <summary>Samples of the object's grid along one side of a camera pixel.</summary>
    [Description("Samples of the object's grid along one side of a camera pixel, which the sensor bins: phases are counted at the centre of the pixel on the axis."), Unit("1"), Range(1, 64)]
    public int Refinement { get; init; } = 1;

    /// <summary>Samples cut off on each side.</summary>
    [Description("Samples on each side of the object's grid that the camera does not see."), Unit("px"), Range(0, 32768)]
    public int Margin { get; init; }

    /// <summary>Density of empty space, and of the first guess.</summary>
    [Description("Density of empty space, and of the first guess."), Unit("1"), Range(0, 1e6)]
    public double Background { get; init; }
}

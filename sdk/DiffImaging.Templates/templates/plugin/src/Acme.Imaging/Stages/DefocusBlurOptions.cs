using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace Acme.Imaging.Stages;

/// <summary>Options of the stage <c>acme-imaging-blur</c>.</summary>
public sealed record DefocusBlurOptions
{
    /// <summary>Numerical aperture of the objective.</summary>
    [Description("Numerical aperture of the objective."), Unit("1"), Range(0.01, 0.7)]
    public required double NumericalAperture { get; init; }

    /// <summary>Position of the focusing stage for each frame, in metres.</summary>
    [Description("Position of the focusing stage: one for each frame."), Unit("m"), Range(-1e-2, 1e-2)]
    public required IReadOnlyList<double> Positions { get; init; }

    /// <summary>Position at which the object is in focus, in metres; estimated unless its mode says otherwise.</summary>
    [Description("Position at which the object is in focus. Estimated unless its mode says otherwise."), Unit("m"), Range(-1e-2, 1e-2)]
    public ParameterOptions Focus { get; init; } = new();
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Stages.ImageRotation;

/// <summary>Options of the stage <c>image-rotation</c>.</summary>
public sealed record ImageRotationOptions
{
    /// <summary>Turn of the image on the sensor about the optical axis, from +x towards +y, in rad; one for each frame unless said otherwise.</summary>
    [Description("Turn of the image on the sensor about the optical axis, from +x towards +y; one for each frame, or one for all."), Unit("rad"), Range(-0.8, 0.8)]
    public FrameParameterOptions Rotation { get; init; } = new();
}

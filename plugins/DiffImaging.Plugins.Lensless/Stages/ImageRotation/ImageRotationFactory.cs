using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Lensless.Stages.ImageRotation;

/// <summary>Exports <see cref="ImageRotation"/>.</summary>
[ExportForwardStage("image-rotation", "Turns the field on the sensor about the optical axis: a sensor, or a sample, that is not mounted straight in each frame.")]
public sealed class ImageRotationFactory : ForwardStageFactory<ImageRotationOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "rotation": { "nominal": ["2 deg", "-5 deg"] } }""") { Input = ExampleLight.Field },
    ];

    // The rim moves by a tenth of a sample.
    private const double StepInSamples = 0.1;

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(ImageRotationOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        if (input.Domain != SignalDomain.Field)
        {
            findings.Error("", $"found the domain {input.Domain} at its input, expected {SignalDomain.Field}: put it behind the propagation and before the sensor.");
        }

        if (!options.Rotation.Fits(1, input.Frames, ParameterExtent.Frame))
        {
            findings.Error("rotation", $"found {options.Rotation.Nominal.Count} values, expected one, or one for each of the {input.Frames} frames.");
        }

        var output = input.Covering([.. Roles]);
        var byFrame = (options.Rotation.Per ?? ParameterExtent.Frame) == ParameterExtent.Frame;
        return new StagePlan(Roles, output, context => new ImageRotation(output, context))
        {
            Parameters = [Rotation(options, input)],
            Gauges = byFrame && options.Rotation.Mode is ParameterMode.Calibrate or ParameterMode.Design
                ? [new Gauge("turn", [ImageRotation.RotationName], "A rotation common to all frames is a turned object: the rotations keep the mean of their nominal values, and are compared after removing it.")
                {
                    Fixed = [CommonMove.Of(ImageRotation.RotationName, input.Frames, axes: 1)],
                }]
                : [],
        };
    }

    private static UncertaintyParameter Rotation(ImageRotationOptions options, SignalDescription input) =>
        options.Rotation.Apply(
            new UncertaintyParameter
            {
                Name = ImageRotation.RotationName,
                Unit = "rad",
                Summary = "turn of the image on the sensor, from +x towards +y",
                Kind = UncertaintyKind.Mixed,
                Source = UncertaintySource.Mechanical,
                Nominal = [0],
                Scale = 2 * StepInSamples / Math.Max(input.Grid.Rows, input.Grid.Columns),
                Bounds = new ParameterBounds(-0.8, 0.8),
            },
            input.Frames,
            ParameterExtent.Frame);
}

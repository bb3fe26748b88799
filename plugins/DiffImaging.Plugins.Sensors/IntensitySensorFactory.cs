using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Sensors;

/// <summary>Plans an <see cref="IntensitySensor"/>.</summary>
[ExportForwardStage("intensity-sensor", "Records intensity, of a field or of incoherent light: pixel integration, binning, crop, response, saturation, quantisation.")]
public sealed class IntensitySensorFactory : ForwardStageFactory<IntensitySensorOptions>, IComponentExamples
{
    private static readonly SignalDescription Field = new() { Domain = SignalDomain.Field, Grid = new SamplingGrid(12, 10, 2e-6), Wavelength = 500e-9, Frames = 2 };

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{}""") { Input = Field },
        new("""
            { "pixelIntegration": "sinc", "fillFactor": { "nominal": 0.7, "mode": "calibrate", "prior": 0.1 }, "gain": 1.5, "binning": 2, "saturation": 50 }
            """)
        {
            Input = Field,
        },
        new("""
            { "gain": { "nominal": [2, 1.5], "per": "frame" }, "responseExponent": 0.8, "saturation": 50 }
            """)
        {
            Input = Field with { Domain = SignalDomain.Intensity,
            Modes = 3 },
        },
    ];

    private const double SmallestFill = 1e-3;

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Sensor];

    /// <inheritdoc />
    protected override StagePlan Plan(IntensitySensorOptions options, SignalDescription input, FindingList findings)
    {
        SensorChecks.Run(options, input, findings);
        var geometry = SensorGeometry.Of(options, input.Grid);
        var response = SensorResponse.Of(options);
        var output = (input with
        {
            Domain = SignalDomain.Intensity,
            Grid = geometry.Recorded,
            Modes = 1,
            Band = SensorChecks.IntensityBand(input),
        }).Covering(StageRole.Sensor);
        return new StagePlan(Roles, output, context => new IntensitySensor(input, output, geometry, response, context))
        {
            Parameters =
            [
                Gain(options, input.Frames), Offset(options, response, input.Frames), StrayLight(options, input.Frames),
                .. geometry.Integrates ? [FillFactor(options)] : Array.Empty<UncertaintyParameter>(),
            ],
        };
    }

    private static UncertaintyParameter Gain(IntensitySensorOptions options, int frames)
    {
        var given = options.Gain ?? new FrameParameterOptions();
        var nominal = given.Nominal.Count > 0 ? given.Nominal.Average() : 1;
        return given.Apply(new UncertaintyParameter
        {
            Name = IntensitySensor.Gain,
            Unit = "1",
            Summary = "Recorded value for one unit of intensity.",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Sensor,
            Nominal = [nominal],
            Scale = 0.01 * nominal,
            Bounds = new ParameterBounds(0.1 * given.Nominal.DefaultIfEmpty(1).Min(), 10 * given.Nominal.DefaultIfEmpty(1).Max()),
        }, frames);
    }

    private static UncertaintyParameter StrayLight(IntensitySensorOptions options, int frames)
    {
        var given = options.StrayLight ?? new FrameParameterOptions();
        return given.Apply(new UncertaintyParameter
        {
            Name = IntensitySensor.StrayLight,
            Unit = "1",
            Summary = "Light that does not come through the field, in the unit of the intensity.",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Sensor,
            Nominal = [0],
            Scale = 0.01,
            Bounds = new ParameterBounds(0, Math.Max(1, 2 * given.Nominal.DefaultIfEmpty().Max())),
        }, frames);
    }

    // Wider pixels blur the image nearly as a less sharp object does: a prior tells them apart.
    private static UncertaintyParameter FillFactor(IntensitySensorOptions options) => options.FillFactor.Apply(new UncertaintyParameter
    {
        Name = IntensitySensor.FillFactor,
        Unit = "1",
        Summary = "Part of the pixel's area that collects light.",
        Kind = UncertaintyKind.Systematic,
        Source = UncertaintySource.Sensor,
        Nominal = [1],
        Scale = 0.02,
        Bounds = new ParameterBounds(SmallestFill, 1),
    });

    // Without a saturation level the measurement is taken to be scaled to about 1.
    private static UncertaintyParameter Offset(IntensitySensorOptions options, SensorResponse response, int frames)
    {
        var given = options.Offset ?? new FrameParameterOptions();
        var range = Math.Max(response.Saturation ?? 1, 2 * given.Nominal.Select(Math.Abs).DefaultIfEmpty().Max());
        return given.Apply(new UncertaintyParameter
        {
            Name = IntensitySensor.Offset,
            Unit = "1",
            Summary = "Recorded value without light, in the unit of the measurement.",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Sensor,
            Nominal = [0],
            Scale = 0.01 * range,
            Bounds = new ParameterBounds(-range, range),
        }, frames);
    }
}

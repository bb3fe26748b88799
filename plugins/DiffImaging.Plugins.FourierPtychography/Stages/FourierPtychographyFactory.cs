using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>Exports <see cref="PtychographicMicroscope"/>.</summary>
[ExportForwardStage("fourier-ptychography", "A microscope with an LED array: illumination from many directions, object and pupil in one, by two small FFTs for each LED.")]
public sealed class FourierPtychographyFactory : ForwardStageFactory<FourierPtychographyOptions>, IComponentExamples
{
    private static readonly SignalDescription Recorded = new() { Domain = SignalDomain.None, Grid = new SamplingGrid(12, 10, 2e-6), Wavelength = 532e-9, Frames = 4 };

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "layout": { "rows": 2, "columns": 2, "pitch": "4 mm" }, "numericalAperture": 0.1, "arrayHeight": "30 mm", "upsampling": 3 }""") { Input = Recorded },
        new("""
            { "layout": { "rows": 2, "columns": 2, "pitch": "4 mm" }, "numericalAperture": 0.1, "arrayHeight": "30 mm", "upsampling": 3, "slideThickness": "1 mm", "defocus": { "nominal": "20 µm", "mode": "calibrate" }, "zernike": 0.3, "ledShift": "50 µm" }
            """)
        {
            Input = Recorded,
        },
        new("""
            { "layout": { "rows": 2, "columns": 2, "pitch": "4 mm" }, "numericalAperture": 0.1, "arrayHeight": "30 mm", "upsampling": 3, "parametrization": "log-amplitude-phase", "arrayRotation": "3 deg", "arrayShift": ["0.3 mm", "-0.2 mm"], "arrayTilt": ["2 deg", "-4 deg"] }
            """)
        {
            Input = Recorded,
        },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles =>
        [StageRole.Illumination, StageRole.IlluminationOptics, StageRole.Object, StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(FourierPtychographyOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        MicroscopeChecks.Options(options, input, findings);
        if (findings.HasErrors)
        {
            return new StagePlan(Roles, input.Covering([.. Roles]) with { Domain = SignalDomain.Field }, NeverCreated);
        }

        var field = MicroscopePlan.Field(options, input);
        var model = field.Whole;
        var pose = MicroscopePlan.Pose(options);
        MicroscopeChecks.Model(field, pose, input, findings);
        if (findings.HasErrors)
        {
            return new StagePlan(Roles, input.Covering([.. Roles]) with { Domain = SignalDomain.Field }, NeverCreated);
        }

        var output = input.Covering([.. Roles]) with
        {
            Domain = SignalDomain.Field,
            Grid = model.Image,
            Modes = model.Modes,
            Band = model.NumericalAperture / model.Wavelength,
        };
        var variable = new ObjectVariable(ParameterNames.Transmittance, model.Object, options.Parametrization) { Background = options.Background };
        var parameters = new MicroscopeParameters(options, field.Centre, pose, input.Frames).All();
        return new StagePlan(Roles, output, context => field.Tiles.Count == 1
            ? new PtychographicMicroscope(model, variable, output)
            : new TiledMicroscope(field, variable, output, context))
        {
            Objects = [variable],
            Parameters = parameters,
            Gauges = MicroscopeGauges.Of(parameters, field.Centre, pose, options.Parametrization),
        };
    }

    private static IForwardStage NeverCreated(StageContext context) =>
        throw new InvalidOperationException("The stage's options have errors; it cannot be created.");
}

using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.ReferenceWave;

/// <summary>Exports <see cref="ReferenceWave"/>.</summary>
[ExportForwardStage("reference-wave", "A tilted reference wave that is added to the field before the sensor (off-axis holography).")]
public sealed class ReferenceWaveFactory : ForwardStageFactory<ReferenceWaveOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""
            { "amplitude": { "nominal": 0.5, "mode": "calibrate" }, "carrierX": "20 1/mm", "curvature": { "nominal": 40, "mode": "calibrate" } }
            """)
        {
            Input = ExampleLight.Scattered,
        },
        new("""{ "amplitude": 0.5, "carrierX": "60 1/mm", "carrierY": "-80 1/mm" }""") { Input = ExampleLight.Scattered with { Modes = 2 } },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(ReferenceWaveOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireField(input, findings);
        var light = Light.Of(input);
        var (width, height) = (input.Grid.Width, input.Grid.Height);
        UncertaintyParameter[] parameters =
        [
            Parameter(options.Amplitude, ReferenceWave.AmplitudeName, "1", 1, 0.01, "amplitude of the reference wave", findings),
            Parameter(options.CarrierX, ReferenceWave.CarrierXName, "1/m", 0, 0.1 / width, "carrier frequency along x", findings),
            Parameter(options.CarrierY, ReferenceWave.CarrierYName, "1/m", 0, 0.1 / height, "carrier frequency along y", findings),
            Parameter(options.Curvature, ReferenceWave.CurvatureName, "1/m", 0, 0.8 / (light.CutOff * Math.Max(width * width, height * height)), "curvature of the reference wave", findings),
        ];
        var bend = parameters[3].Nominal[0] * light.CutOff;
        StageChecks.RequireHeld(parameters[1].Nominal[0], bend * width / 2, input.Grid, ReferenceWave.CarrierXName, "the reference wave", findings);
        StageChecks.RequireHeld(parameters[2].Nominal[0], bend * height / 2, input.Grid, ReferenceWave.CarrierYName, "the reference wave", findings);
        var output = input.Covering([.. Roles]);
        return new StagePlan(Roles, output, context => new ReferenceWave(output, context))
        {
            Parameters = parameters,
            Gauges =
            [
                new Gauge("carrier-translation", [ReferenceWave.CarrierXName, ReferenceWave.CarrierYName], "A tilt of the reference is a phase ramp of the object, and nearly a translation of it; it is fixed by the carrier's peak."),
                new Gauge("curvature-defocus", [ReferenceWave.CurvatureName], "A curvature of the reference is nearly a change of distance; it is fixed at its nominal value unless a prior tells them apart."),
            ],
        };
    }

    private static UncertaintyParameter Parameter(
        ParameterOptions options, string name, string unit, double nominal, double scale, string summary, FindingList findings) =>
        ScalarParameter.Make(options, new ScalarTemplate(name, unit, UncertaintySource.Mechanical, nominal, scale, summary), findings);
}

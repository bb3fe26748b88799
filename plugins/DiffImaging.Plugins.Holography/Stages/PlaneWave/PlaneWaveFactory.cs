using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.PlaneWave;

/// <summary>Exports <see cref="PlaneWave"/>.</summary>
[ExportForwardStage("plane-wave", "A plane wave with amplitude, tilt and residual curvature.")]
public sealed class PlaneWaveFactory : ForwardStageFactory<PlaneWaveOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{}""") { Input = ExampleLight.None },
        new("""
            { "tiltX": { "mode": "calibrate" }, "tiltY": { "mode": "calibrate" }, "curvature": { "nominal": 30, "mode": "calibrate" } }
            """)
        {
            Input = ExampleLight.None with { RefractiveIndex = 1.33 },
        },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Illumination];

    /// <inheritdoc />
    protected override StagePlan Plan(PlaneWaveOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireNothing(input, findings);
        var light = Light.Of(input);
        var amplitude = Parameter(options.Amplitude, PlaneWave.AmplitudeName, "1", 1, 0.01, "amplitude of the wave", findings);
        var tiltX = Parameter(options.TiltX, PlaneWave.TiltXName, "rad", 0, 0.1 / (light.CutOff * input.Grid.Width), "tilt towards +x", findings);
        var tiltY = Parameter(options.TiltY, PlaneWave.TiltYName, "rad", 0, 0.1 / (light.CutOff * input.Grid.Height), "tilt towards +y", findings);
        var reach = Math.Max(input.Grid.Width, input.Grid.Height) / 2;
        var curvature = Parameter(options.Curvature, PlaneWave.CurvatureName, "1/m", 0, 0.2 / (light.CutOff * reach * reach), "curvature of the wavefront", findings);
        var bend = curvature.Nominal[0] * light.CutOff;
        StageChecks.RequireHeld(TiltedWave.Frequency(light, tiltX.Nominal[0]), bend * input.Grid.Width / 2, input.Grid, PlaneWave.TiltXName, "the wave", findings);
        StageChecks.RequireHeld(TiltedWave.Frequency(light, tiltY.Nominal[0]), bend * input.Grid.Height / 2, input.Grid, PlaneWave.TiltYName, "the wave", findings);

        var output = input.Covering([.. Roles]) with { Domain = SignalDomain.Field };
        UncertaintyParameter[] parameters = [amplitude, tiltX, tiltY, curvature];
        var mayBeUniform = parameters.Skip(1).All(parameter => parameter.Mode == ParameterMode.Fixed && parameter.Nominal[0] == 0);
        return new StagePlan(Roles, output, context => new PlaneWave(output, context, mayBeUniform)) { Parameters = parameters };
    }

    private static UncertaintyParameter Parameter(
        ParameterOptions options, string name, string unit, double nominal, double scale, string summary, FindingList findings) =>
        ScalarParameter.Make(options, new ScalarTemplate(name, unit, UncertaintySource.LightSource, nominal, scale, summary), findings);
}

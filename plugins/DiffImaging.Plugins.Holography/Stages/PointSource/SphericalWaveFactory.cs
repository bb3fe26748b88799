using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.PointSource;

/// <summary>Exports <see cref="SphericalIllumination"/>.</summary>
[ExportForwardStage("spherical-wave", "A spherical wave from a point source on the axis.")]
public sealed class SphericalWaveFactory : ForwardStageFactory<SphericalWaveOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "radius": "3 mm" }""") { Input = ExampleLight.None },
        new("""{ "radius": "-150 µm", "amplitude": 2 }""") { Input = ExampleLight.None },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Illumination];

    /// <inheritdoc />
    protected override StagePlan Plan(SphericalWaveOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireNothing(input, findings);
        if (options.Radius.Nominal.Count != 1)
        {
            findings.Error(SphericalIllumination.RadiusName, $"found {options.Radius.Nominal.Count} values, expected one.");
        }

        var light = Light.Of(input);
        var reach = Math.Max(input.Grid.Width, input.Grid.Height) / 2;
        var radius = options.Radius.Apply(new UncertaintyParameter
        {
            Name = SphericalIllumination.RadiusName,
            Unit = "m",
            Summary = "distance from the point source",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.LightSource,
            Nominal = [1],
            Scale = 1,
        });
        var nominal = Math.Abs(radius.Nominal[0]);
        if (nominal == 0)
        {
            findings.Error("radius", "found 0: the point source cannot lie in the plane itself.");
        }
        else
        {
            StageChecks.RequireHeld(light.CutOff * reach / Math.Sqrt(nominal * nominal + reach * reach), input.Grid, "radius", "the spherical wave at the edge", findings);
        }

        // A change of the radius that turns the edge's phase by a tenth of a radian.
        radius = radius with { Scale = options.Radius.Scale ?? 0.2 * nominal * nominal / (light.Wavenumber * reach * reach) };
        var amplitude = ScalarParameter.Make(
            options.Amplitude, new ScalarTemplate(SphericalIllumination.AmplitudeName, "1", UncertaintySource.LightSource, 1, 0.01, "amplitude on the axis"), findings);
        var output = input.Covering([.. Roles]) with { Domain = SignalDomain.Field };
        return new StagePlan(Roles, output, context => new SphericalIllumination(output, context)) { Parameters = [radius, amplitude] };
    }
}

using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.Fresnel;

/// <summary>Exports <see cref="FresnelPropagation"/>.</summary>
[ExportForwardStage("fresnel", "Paraxial propagation through a homogeneous medium.")]
public sealed class FresnelFactory : ForwardStageFactory<FresnelOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "distance": "100 µm" }""") { Input = ExampleLight.Scattered },
        new("""{ "distance": { "nominal": "-60 µm", "mode": "calibrate" } }""") { Input = ExampleLight.Scattered with { Modes = 2 } },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(FresnelOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireField(input, findings);
        var light = Light.Of(input);
        if (options.Distance.Nominal.Count != 1)
        {
            findings.Error("distance", $"found {options.Distance.Nominal.Count} values, expected one.");
        }

        var angle = input.Grid.Nyquist * light.MediumWavelength;
        if (angle > 0.3)
        {
            findings.Warning("", FormattableString.Invariant($"the grid holds angles up to {angle:G2} rad, where the paraxial form is off; 'angular-spectrum' is exact."));
        }

        var distance = options.Distance.Apply(new UncertaintyParameter
        {
            Name = FresnelPropagation.DistanceName,
            Unit = "m",
            Summary = "distance of propagation",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Mechanical,
            Nominal = [0],
            Scale = FocalDepth.Of(input.Grid, light, options.Distance.Nominal is [var nominal] ? nominal : 0),
        });
        var output = input.Covering([.. Roles]);
        return new StagePlan(Roles, output, context => new FresnelPropagation(output, context)) { Parameters = [distance] };
    }
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace Acme.Imaging.Stages;

/// <summary>Exports <see cref="NeutralFilter"/>.</summary>
[ExportForwardStage("neutral-filter", "A neutral-density filter before the sensor.")]
public sealed class NeutralFilterFactory : ForwardStageFactory<NeutralFilterOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "density": 0.3 }""")
        {
            Input = new SignalDescription
            {
                Domain = SignalDomain.Field,
                Grid = new SamplingGrid(6, 5, 2e-6),
                Wavelength = 500e-9,
                Frames = 2,
                Roles = [StageRole.Object],
            },
        },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(NeutralFilterOptions options, SignalDescription input, FindingList findings)
    {
        if (input.Domain == SignalDomain.None)
        {
            findings.Error("", "found no light at its input; put a source before it.");
        }

        if (options.Density.Nominal.Count != 1)
        {
            findings.Error("density", $"found {options.Density.Nominal.Count} values, expected one.");
        }

        var density = options.Density.Apply(new UncertaintyParameter
        {
            Name = NeutralFilter.Density,
            Unit = "1",
            Summary = "optical density",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Component,
            Nominal = [0],
            Bounds = new ParameterBounds(0, 10),
            Scale = 0.005,   // one percent of the power
        });
        var output = input.Covering([.. Roles]);
        return new StagePlan(Roles, output, _ => new NeutralFilter(output)) { Parameters = [density] };
    }
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.Refinement;

/// <summary>Exports <see cref="FourierRefinement"/>.</summary>
[ExportForwardStage("fourier-refinement", "Exact interpolation of a band-limited field to a finer grid of the same extent.")]
public sealed class RefinementFactory : ForwardStageFactory<RefinementOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "factor": 2 }""") { Input = ExampleLight.Scattered },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(RefinementOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireField(input, findings);
        var grid = new SamplingGrid(input.Grid.Rows * options.Factor, input.Grid.Columns * options.Factor, input.Grid.Pitch / options.Factor);
        var output = input.Covering([.. Roles]) with { Grid = grid, Band = input.Band ?? input.Grid.Nyquist * Math.Sqrt(2) };
        return new StagePlan(Roles, output, _ => new FourierRefinement(options.Factor, output));
    }
}

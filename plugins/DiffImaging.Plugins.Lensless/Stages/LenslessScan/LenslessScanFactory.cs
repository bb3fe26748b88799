using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Lensless.Stages.LenslessScan;

/// <summary>Exports <see cref="LenslessScan"/>.</summary>
[ExportForwardStage("lensless-scan", "A thin object, seen by a bare sensor from several distances and lateral positions.")]
public sealed class LenslessScanFactory : ForwardStageFactory<LenslessScanOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "distance": "30 µm" }""") { Input = ExampleLight.Field },
        new("""
            { "distance": ["30 µm", "40 µm"], "heights": [1, 0], "shift": { "nominal": ["0.4 µm", "0.3 µm"], "per": "measurement" }, "parametrization": "log-amplitude-phase" }
            """)
        {
            Input = ExampleLight.Field with { Modes = 2 },
        },
    ];

    // A shift of a tenth of a sample turns the finest detail by a third of a radian.
    private const double ShiftScale = 0.1;

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Object, StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(LenslessScanOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        var (rows, columns) = (input.Grid.Rows - 2 * options.Margin, input.Grid.Columns - 2 * options.Margin);
        var heights = ScanChecks.Heights(options, input.Frames, findings);
        ScanChecks.Run(options, input, findings);
        if (findings.HasErrors)
        {
            return new StagePlan(Roles, input.Covering([.. Roles]), _ => throw new InvalidOperationException("The stage's options have errors."));
        }

        var output = (input with { Grid = input.Grid with { Rows = rows, Columns = columns } }).Covering([.. Roles]);
        var variable = new ObjectVariable(LenslessScan.TransmittanceName, input.Grid, options.Parametrization) { Background = options.Background };
        var geometry = new ScanGeometry(options.Distance.Nominal.Count == 1 ? [] : heights, (options.Shift.Per ?? ParameterExtent.Frame) == ParameterExtent.Frame);
        var largest = options.Distance.Nominal.Max(Math.Abs);
        return new StagePlan(Roles, output, context => new LenslessScan(variable, input, output, geometry, options.BandLimit ? largest : null, context))
        {
            Objects = [variable],
            Parameters = [Distance(options, heights, ScanChecks.FocalDepth(input, output.Grid, largest)), Shift(options, input)],
            Gauges = Gauges(options, input.Frames),
        };
    }

    private static UncertaintyParameter Distance(LenslessScanOptions options, IReadOnlyList<int> heights, double depth) =>
        options.Distance.Apply(new UncertaintyParameter
        {
            Name = ScanGeometry.Distance,
            Unit = "m",
            Summary = "distance from object to sensor",
            Shape = options.Distance.Nominal.Count == 1 ? [] : [options.Distance.Nominal.Count],
            ElementOfFrame = options.Distance.Nominal.Count == 1 ? null : heights,
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Mechanical,
            Nominal = options.Distance.Nominal,
            Scale = depth,
        });

    private static UncertaintyParameter Shift(LenslessScanOptions options, SignalDescription input) =>
        options.Shift.Apply(
            new UncertaintyParameter
            {
                Name = ScanGeometry.Shift,
                Unit = "m",
                Summary = "shift of the object's image on the sensor, along x and y",
                Shape = [2],
                Kind = UncertaintyKind.Mixed,
                Source = UncertaintySource.Mechanical,
                Nominal = [0, 0],
                Scale = ShiftScale * input.Grid.Pitch,
            },
            input.Frames,
            ParameterExtent.Frame);

    private static List<Gauge> Gauges(LenslessScanOptions options, int frames)
    {
        List<Gauge> gauges =
        [
            new("global-phase", [LenslessScan.TransmittanceName], "A constant phase of the object is not seen in an intensity unless the illumination is known to reach the sensor beside it; figures compare objects after removing it."),
        ];
        if (options.Shift.Mode is ParameterMode.Calibrate or ParameterMode.Design)
        {
            gauges.Add(new Gauge(
                ObjectGauges.Translation, [LenslessScan.TransmittanceName, ScanGeometry.Shift],
                "A shift common to all frames is a translated object: the shifts keep the mean of their nominal values, and errors are measured after removing it.")
            {
                Fixed = (options.Shift.Per ?? ParameterExtent.Frame) == ParameterExtent.Frame ? [CommonMove.Of(ScanGeometry.Shift, frames, axes: 2)] : [],
            });
        }

        if (options.Distance.Mode is ParameterMode.Calibrate or ParameterMode.Design)
        {
            gauges.Add(new Gauge("defocus", [LenslessScan.TransmittanceName, ScanGeometry.Distance], "A change common to all distances is a defocused object: what is known of the object (sparsity, |o| at most 1) determines it weakly; relative distances are determined by the measurement."));
        }

        return gauges;
    }
}

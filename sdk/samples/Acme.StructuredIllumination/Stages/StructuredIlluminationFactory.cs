using Acme.StructuredIllumination.Light;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace Acme.StructuredIllumination.Stages;

/// <summary>Exports <see cref="StructuredIlluminationStage"/>.</summary>
[ExportForwardStage("structured-illumination", "A fluorescent object under stripes of light, seen through an objective in incoherent light.")]
public sealed class StructuredIlluminationFactory : ForwardStageFactory<StructuredIlluminationOptions>, IComponentExamples
{
    // A change of a parameter that is just seen: of the phase, in rad, at the edge of the field as well; of the contrast of the stripes.
    private const double PhaseStep = 0.05;
    private const double ContrastStep = 0.02;

    private const double UsualModulation = 0.7;

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "numericalAperture": 1.2, "frequency": ["3 1/um", "1 1/um", "-1.5 1/um", "2.5 1/um"], "refinement": 2, "margin": 1, "background": 0.5 }""")
        {
            Input = new SignalDescription { Domain = SignalDomain.None, Grid = new SamplingGrid(12, 10, 50e-9), Wavelength = 525e-9, Frames = 4 },
        },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Illumination, StageRole.IlluminationOptics, StageRole.Object, StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(StructuredIlluminationOptions options, SignalDescription input, FindingList findings)
    {
        StructuredIlluminationChecks.Check(options, input, findings);
        if (findings.HasErrors)
        {
            return new StagePlan(Roles, input.Covering([.. Roles]), _ => throw new InvalidOperationException("The stage's options have errors."));
        }

        var margin = options.Margin;
        var geometry = new PatternGeometry(input.Grid, options.Refinement, options.Frequency.Nominal.Count / 2, input.Frames);
        var output = (input with
        {
            Domain = SignalDomain.Intensity,
            Grid = input.Grid with { Rows = input.Grid.Rows - 2 * margin, Columns = input.Grid.Columns - 2 * margin },
            Modes = 1,
            Band = IncoherentOtf.CutOff(options.NumericalAperture.Nominal[0], input.Wavelength),
        }).Covering([.. Roles]);
        return new StagePlan(Roles, output, context => new StructuredIlluminationStage(geometry, margin, output, context))
        {
            Objects = [new ObjectVariable(StructuredIlluminationStage.Density, input.Grid, ObjectParametrization.Real) { Background = options.Background }],
            Parameters = [Aperture(options), Frequency(options, geometry), Phase(options, geometry), Modulation(options, geometry)],
        };
    }

    private static UncertaintyParameter Aperture(StructuredIlluminationOptions options) => options.NumericalAperture.Apply(new UncertaintyParameter
    {
        Name = StructuredIlluminationStage.NumericalAperture,
        Unit = "1",
        Summary = "numerical aperture of the objective",
        Kind = UncertaintyKind.Systematic,
        Source = UncertaintySource.Component,
        Nominal = options.NumericalAperture.Nominal,
        Scale = ContrastStep * options.NumericalAperture.Nominal[0],
        Bounds = new ParameterBounds(0.01, 1.7),
    });

    private static UncertaintyParameter Frequency(StructuredIlluminationOptions options, PatternGeometry geometry) => options.Frequency.Apply(new UncertaintyParameter
    {
        Name = StructuredIlluminationStage.Frequency,
        Unit = "1/m",
        Summary = "spatial frequency of the stripes, along x and y, for each orientation",
        Shape = [geometry.Orientations, 2],
        ElementOfFrame = OrientationOfFrame(geometry),
        Kind = UncertaintyKind.Systematic,
        Source = UncertaintySource.LightSource,
        Nominal = options.Frequency.Nominal,
        Scale = PhaseStep / (Math.PI * Math.Max(geometry.Grid.Height, geometry.Grid.Width)),
    });

    private static UncertaintyParameter Phase(StructuredIlluminationOptions options, PatternGeometry geometry) => options.Phase.Apply(new UncertaintyParameter
    {
        Name = StructuredIlluminationStage.Phase,
        Unit = "rad",
        Summary = "phase of the stripes on the axis, for each frame",
        Shape = [geometry.Frames],
        ElementOfFrame = [.. Enumerable.Range(0, geometry.Frames)],
        Kind = UncertaintyKind.Random,
        Source = UncertaintySource.Mechanical,
        Nominal = [.. Enumerable.Range(0, geometry.Frames).Select(frame => 2 * Math.PI * (frame % geometry.Phases) / geometry.Phases)],
        Scale = PhaseStep,
    });

    private static UncertaintyParameter Modulation(StructuredIlluminationOptions options, PatternGeometry geometry) => options.Modulation.Apply(new UncertaintyParameter
    {
        Name = StructuredIlluminationStage.Modulation,
        Unit = "1",
        Summary = "depth of the modulation, for each orientation",
        Shape = [geometry.Orientations],
        ElementOfFrame = OrientationOfFrame(geometry),
        Kind = UncertaintyKind.Systematic,
        Source = UncertaintySource.LightSource,
        Nominal = [.. Enumerable.Repeat(UsualModulation, geometry.Orientations)],
        Scale = ContrastStep,
        Bounds = new ParameterBounds(0, 1),
    });

    private static int[] OrientationOfFrame(PatternGeometry geometry) => [.. Enumerable.Range(0, geometry.Frames).Select(geometry.OrientationOf)];
}

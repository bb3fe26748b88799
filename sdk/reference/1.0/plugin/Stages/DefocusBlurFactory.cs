using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace Acme.Imaging.Stages;

/// <summary>Exports <see cref="DefocusBlur"/>.</summary>
[ExportForwardStage("acme-imaging-blur", "An object that shines by itself, blurred by a microscope that is out of focus.")]
public sealed class DefocusBlurFactory : ForwardStageFactory<DefocusBlurOptions>, IComponentExamples
{
    // A tenth of a sample of blur is just seen.
    private const double StepInSamples = 0.1;

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "numericalAperture": 0.25, "positions": ["-6 um", "6 um"], "focus": "1 um" }""")
        {
            Input = new SignalDescription { Domain = SignalDomain.None, Grid = new SamplingGrid(8, 7, 0.5e-6), Wavelength = 520e-9, Frames = 2 },
        },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Object, StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(DefocusBlurOptions options, SignalDescription input, FindingList findings)
    {
        if (input.Domain != SignalDomain.None)
        {
            findings.Error("", $"found the domain {input.Domain} at its input, expected {SignalDomain.None}: the object shines by itself; remove what is before it.");
        }

        if (options.Positions.Count != input.Frames)
        {
            findings.Error("positions", $"found {options.Positions.Count} values, expected one for each of the {input.Frames} frames.");
        }

        if (options.Focus.Nominal.Count > 1)
        {
            findings.Error("focus", $"found {options.Focus.Nominal.Count} values, expected one.");
        }

        if (DefocusBlur.SharpWidth(options.NumericalAperture, input.Wavelength) < 0.3 * input.Grid.Pitch)
        {
            findings.Warning("", $"in focus the image is sharper than {input.Grid} can show; use finer samples.");
        }

        var focus = options.Focus.Apply(new UncertaintyParameter
        {
            Name = DefocusBlur.Focus,
            Unit = "m",
            Summary = "position of the focusing stage at which the object is in focus",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Mechanical,
            Nominal = [0],
            Scale = 2 * StepInSamples * input.Grid.Pitch / options.NumericalAperture,
            Mode = ParameterMode.Calibrate,
        });
        var output = (input with { Domain = SignalDomain.Intensity, Modes = 1 }).Covering([.. Roles]);
        return new StagePlan(Roles, output, context => new DefocusBlur(options, output, context))
        {
            Objects = [new ObjectVariable(DefocusBlur.Brightness, input.Grid, ObjectParametrization.Real) { Background = 0.1 }],
            Parameters = [focus],
        };
    }
}

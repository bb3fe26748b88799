using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>Exports <see cref="CodedMask"/>.</summary>
[ExportForwardStage("coded-mask", "An object that shines by itself, seen through a mask: a shift-invariant convolution with a measured point spread function.")]
public sealed class CodedMaskFactory : IForwardStageFactory, IComponentExamples
{
    private static readonly StageRole[] Roles = [StageRole.Object, StageRole.CollectionOptics];

    // The rim of the point spread function, or all of it, moves by a tenth of a sample.
    private const double StepInSamples = 0.1;

    /// <inheritdoc />
    public Type OptionsType => typeof(CodedMaskOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "psf": "psf.npy", "scale": 1.07, "rotation": "4 deg" }""") { Input = ExampleLight.Incoherent, Arrays = ExamplePsf.Of(7, 8) },
        new("""
            { "psf": "psf.npy", "shift": { "nominal": ["1 µm", "-0.7 µm"], "per": "frame" }, "margin": 1, "background": 0.5 }
            """)
        {
            Input = ExampleLight.Incoherent,
            Arrays = ExamplePsf.Of(7, 8),
        },
    ];

    /// <inheritdoc />
    public StagePlan Plan(ComponentDefinition definition, SignalDescription input)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(input);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<CodedMaskOptions>(definition.Options, findings);
        if (findings.HasErrors || Check(options, input, findings) is false || PointSpreadFunction.Read(options.Psf, options.PsfVariable, definition.Files, findings) is not { } psf)
        {
            return new StagePlan(Roles, input.Covering(Roles), _ => throw new InvalidOperationException("The stage's options have errors.")) { Findings = findings.ToList() };
        }

        var geometry = PsfGeometry.Of(psf, options, input.Grid);
        var grid = input.Grid with { Rows = input.Grid.Rows - 2 * options.Margin, Columns = input.Grid.Columns - 2 * options.Margin };
        var output = (input with { Domain = SignalDomain.Intensity, Grid = grid, Modes = 1, Band = null }).Covering(Roles);
        var variable = new ObjectVariable(CodedMask.BrightnessName, input.Grid, ObjectParametrization.Real) { Background = options.Background };
        return new StagePlan(Roles, output, context => new CodedMask(psf, geometry, output, context))
        {
            Objects = [variable],
            Parameters = [Shift(options, input), .. Pose(options, geometry)],
            Gauges = options.Shift.Mode is ParameterMode.Calibrate or ParameterMode.Design
                ? [Translation(options, input.Frames)]
                : [],
            Findings = findings.ToList(),
        };
    }

    private static Gauge Translation(CodedMaskOptions options, int frames) => new(
        ObjectGauges.Translation, [CodedMask.BrightnessName, CodedMask.ShiftName],
        "A shift common to all frames is a translated object: shifts of single frames keep the mean of their nominal values, and errors are measured after removing it.")
    {
        Fixed = options.Shift.Per == ParameterExtent.Frame ? [CommonMove.Of(CodedMask.ShiftName, frames, axes: 2)] : [],
    };

    private static bool Check(CodedMaskOptions options, SignalDescription input, FindingList findings)
    {
        if (input.Domain != SignalDomain.None)
        {
            findings.Error("", $"found the domain {input.Domain} at its input, expected {SignalDomain.None}: the object shines by itself; remove what is before it.");
        }

        if (input.Grid.Rows <= 2 * options.Margin || input.Grid.Columns <= 2 * options.Margin)
        {
            findings.Error("margin", $"found {options.Margin} samples on each side, which leaves nothing of {input.Grid}.");
        }

        if (options.Centre.Count != 2)
        {
            findings.Error("centre", $"found {options.Centre.Count} values, expected two lengths: x and y.");
        }

        if (!options.Shift.Fits(2, input.Frames) || options.Shift.Nominal.Count == 1)
        {
            findings.Error("shift", $"found {options.Shift.Nominal.Count} values, expected two, or with \"per\": \"frame\" x and y for each of the {input.Frames} frames: {2 * input.Frames}.");
        }

        foreach (var (key, parameter) in new[] { ("scale", options.Scale), ("rotation", options.Rotation) }.Where(pair => pair.Item2.Nominal.Count > 1))
        {
            findings.Error(key, $"found {parameter.Nominal.Count} values, expected one.");
        }

        if (options.PsfPitch is { } pitch && pitch < input.Grid.Pitch * (1 - 1e-9))
        {
            findings.Warning("psfPitch", FormattableString.Invariant(
                $"found {pitch * 1e6:G4} µm, finer than the object's samples of {input.Grid.Pitch * 1e6:G4} µm: what these do not hold is folded back. Bin the point spread function, or give the object finer samples."));
        }

        return !findings.HasErrors;
    }

    private static UncertaintyParameter Shift(CodedMaskOptions options, SignalDescription input) =>
        options.Shift.Apply(
            new UncertaintyParameter
            {
                Name = CodedMask.ShiftName,
                Unit = "m",
                Summary = "shift of the point spread function on the sensor, along x and y",
                Shape = [2],
                Kind = UncertaintyKind.Mixed,
                Source = UncertaintySource.Mechanical,
                Nominal = [0, 0],
                Scale = StepInSamples * input.Grid.Pitch,
            },
            input.Frames);

    private static IEnumerable<UncertaintyParameter> Pose(CodedMaskOptions options, PsfGeometry geometry)
    {
        var step = 2 * StepInSamples / Math.Max(geometry.Window.Rows, geometry.Window.Columns);
        UncertaintyParameter Parameter(string name, string unit, double nominal, string summary) => new()
        {
            Name = name,
            Unit = unit,
            Summary = summary,
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Mechanical,
            Nominal = [nominal],
            Scale = step,
        };
        yield return options.Scale.Apply(Parameter(CodedMask.ScaleName, "1", 1, "size of the point spread function against the measured one") with { Bounds = new ParameterBounds(0.1, 10) });
        yield return options.Rotation.Apply(Parameter(CodedMask.RotationName, "rad", 0, "turn of the point spread function against the measured one, from +x towards +y"));
    }
}

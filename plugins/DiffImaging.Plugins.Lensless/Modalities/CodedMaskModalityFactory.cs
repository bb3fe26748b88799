using DiffImaging.Plugins.Lensless.Initialization;
using DiffImaging.Plugins.Lensless.Stages.CodedMask;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>Exports the recipe of incoherent imaging through a mask whose point spread function was measured.</summary>
[ExportModality("coded-mask", "Lensless imaging through a coded mask: one incoherent object from its convolution with a measured point spread function.")]
public sealed class CodedMaskModalityFactory : IModalityFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(CodedMaskModalityOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""
            { "psf": "psf.npy", "pixelPitch": "6 µm", "noise": 0.002 }
            """)
        {
            Measurement = new MeasurementDescription(2, 64, 48),
            Specimen = """{ "id": "bright-scene", "finest": "12 µm", "extent": "0.15 mm" }""",
            Arrays = ExamplePsf.Of(21, 19),
        },
    ];

    /// <inheritdoc />
    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<CodedMaskModalityOptions>(definition.Options, findings);
        if (!findings.HasErrors)
        {
            Check(options, measurement, findings);
        }

        if (findings.HasErrors)
        {
            return ModalityPlan.Unusable(findings);
        }

        var source = new SignalDescription
        {
            Domain = SignalDomain.None,
            Grid = new SamplingGrid(
                (measurement.Rows + 2 * options.Margin) * options.Refinement, (measurement.Columns + 2 * options.Margin) * options.Refinement, options.PixelPitch / options.Refinement),
            Wavelength = options.Wavelength,
            Frames = measurement.Frames,
        };
        return new ModalityPlan(source, CodedMaskRecipe.Write(options, measurement))
        {
            CreateInitializer = context => new MaskInitializer(options, measurement, context),
            Findings = findings.ToList(),
        };
    }

    private static void Check(CodedMaskModalityOptions options, MeasurementDescription measurement, FindingList findings)
    {
        if (options.FieldOfView.Count > 2)
        {
            findings.Error("fieldOfView", $"found {options.FieldOfView.Count} values, expected height and width, or one length.");
        }

        if (options.Centre.Count != 2)
        {
            findings.Error("centre", $"found {options.Centre.Count} values, expected two lengths: x and y.");
        }

        if (!options.Shift.Fits(2, measurement.Frames, ParameterExtent.Frame) || options.Shift.Nominal.Count == 1)
        {
            findings.Error("shift", $"found {options.Shift.Nominal.Count} values, expected x and y, or x and y for each of the {measurement.Frames} frame(s): {2 * measurement.Frames}.");
        }
    }
}

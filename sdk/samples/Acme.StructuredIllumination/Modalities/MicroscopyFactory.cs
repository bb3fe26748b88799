using Acme.StructuredIllumination.Figures;
using Acme.StructuredIllumination.Initialization;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace Acme.StructuredIllumination.Modalities;

/// <summary>Exports the recipe of structured-illumination microscopy.</summary>
[ExportModality("structured-illumination-microscopy", "Super-resolution by stripes of light: the fluorophore's density, with stripes whose frequencies, phases and depths are not known.")]
public sealed class MicroscopyFactory : IModalityFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(MicroscopyOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "wavelength": "525 nm", "pixelPitch": "65 nm", "numericalAperture": 1.4, "frequency": ["4.5 1/um", "1 1/um", "-1.5 1/um", "4 1/um"], "margin": 2 }""")
        {
            Measurement = new MeasurementDescription(6, 24, 28),
        },
    ];

    /// <inheritdoc />
    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<MicroscopyOptions>(definition.Options, findings);
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
        return new ModalityPlan(source, MicroscopyRecipe.Write(options, measurement))
        {
            CreateInitializer = context => new StripeInitializer(options, source, context),
            CreateFigures = _ => new MicroscopyFigures(source, options.Margin * options.Refinement),
            CreateFrameView = context => new RawFrame(measurement, options, context),
            Findings = findings.ToList(),
        };
    }
}

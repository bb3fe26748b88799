using DiffImaging.Plugins.FourierPtychography.Figures;
using DiffImaging.Plugins.FourierPtychography.Initialization;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.FourierPtychography.Modalities;

/// <summary>Exports the recipe of Fourier ptychography with an uncertain LED array and an aberrated pupil.</summary>
[ExportModality("fourier-ptychography", "Fourier ptychography: the complex object at several times the objective's resolution, with array, brightness and pupil.")]
public sealed class FourierPtychographyModalityFactory : IModalityFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(FourierPtychographyModalityOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""
            { "wavelength": "630 nm", "pixelPitch": "1.6 µm", "numericalAperture": 0.1, "layout": { "rows": 5, "columns": 5, "pitch": "4 mm" }, "arrayHeight": "80 mm", "upsampling": 4, "photons": 1000 }
            """)
        {
            Measurement = new MeasurementDescription(25, 48, 40),
            Specimen = """{ "id": "cells", "extent": "60 µm", "count": 12, "radius": ["2 µm", "5 µm"] }""",
        },
    ];

    /// <inheritdoc />
    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<FourierPtychographyModalityOptions>(definition.Options, findings);
        if (findings.HasErrors)
        {
            return ModalityPlan.Unusable(findings);
        }

        var source = new SignalDescription
        {
            Domain = SignalDomain.None,
            Grid = new SamplingGrid(measurement.Rows, measurement.Columns, options.PixelPitch),
            Wavelength = options.Wavelength,
            RefractiveIndex = options.RefractiveIndex,
            Frames = measurement.Frames,
        };

        // The stage checks its own options, under its own path; without them there is nothing to initialise either.
        var check = new FindingList("");
        MicroscopeChecks.Options(options, source, check);
        return new ModalityPlan(source, MicroscopeRecipe.Write(options, definition.Options, measurement))
        {
            FrameSets = MicroscopeKeys.FrameSets,
            CreateInitializer = check.HasErrors ? null : context => Initializer(options, MicroscopePlan.Field(options, source), context),
            CreateFigures = check.HasErrors ? null : _ => new MicroscopeFigures(MicroscopePlan.Field(options, source).Centre, options.Parametrization),
            Findings = findings.ToList(),
        };
    }

    private static IInitializer Initializer(FourierPtychographyModalityOptions options, ImagingField field, StageContext context) =>
        field.Tiles.Count == 1 ? new MicroscopeInitializer(options, field.Whole, context) : new TiledInitializer(options, field, context);
}

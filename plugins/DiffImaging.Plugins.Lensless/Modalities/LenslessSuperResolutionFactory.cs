using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Lensless.Initialization;
using DiffImaging.Plugins.Lensless.Views;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>Exports the recipe of lensless on-chip imaging with pixel super-resolution, from frames at several heights, lateral positions or both.</summary>
[ExportModality("lensless-super-resolution", "Lensless imaging with pixel super-resolution: one complex object from frames at several lateral positions and heights.")]
public sealed class LenslessSuperResolutionFactory : IModalityFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(LenslessSuperResolutionOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""
            { "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": ["0.15 mm", "0.2 mm"], "shift": [0, 0, "0.9 µm", 0, 0, "0.9 µm", "0.9 µm", "0.9 µm", 0, 0, "0.9 µm", 0, 0, "0.9 µm", "0.9 µm", "0.9 µm"], "refinement": 2, "margin": 8, "photons": 1000 }
            """)
        {
            Measurement = new MeasurementDescription(8, 48, 40),
            Specimen = """{ "id": "bar-target", "halfPitch": "1.4 µm", "extent": "60 µm", "count": 8 }""",
        },
    ];

    /// <inheritdoc />
    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<LenslessSuperResolutionOptions>(definition.Options, findings);
        if (!findings.HasErrors)
        {
            Check(options, measurement, findings);
        }

        if (findings.HasErrors)
        {
            return ModalityPlan.Unusable(findings);
        }

        var margin = options.Margin ?? NeededMargin(options, measurement);
        var canvas = new SamplingGrid(
            (measurement.Rows + 2 * margin) * options.Refinement, (measurement.Columns + 2 * margin) * options.Refinement, options.PixelPitch / options.Refinement);
        var source = new SignalDescription
        {
            Domain = SignalDomain.None,
            Grid = canvas,
            Wavelength = options.Wavelength,
            RefractiveIndex = options.RefractiveIndex,
            Frames = measurement.Frames,
        };
        return new ModalityPlan(source, LenslessRecipe.Write(options, measurement, margin))
        {
            CreateFrameView = context => new BackPropagatedFrame(options, measurement, context),
            CreateInitializer = context => new ScanInitializer(options, measurement, context),
            Findings = findings.ToList(),
        };
    }

    // Half of what the finest detail is spread by: then no place of the sensor's field comes back on the sensor.
    private static int NeededMargin(LenslessSuperResolutionOptions options, MeasurementDescription measurement)
    {
        var light = new Light(options.Wavelength, options.RefractiveIndex);
        var sine = Math.Min(0.95, options.Refinement / (2 * options.PixelPitch) / light.CutOff);
        var reach = options.Distance.Nominal.Max(Math.Abs) * sine / Math.Sqrt(1 - sine * sine);
        var moved = options.Shift.Nominal.Select(Math.Abs).DefaultIfEmpty(0).Max();
        var pixels = (int)Math.Ceiling((reach / 2 + moved) / options.PixelPitch);
        return Math.Min((pixels + 7) / 8 * 8, Math.Max(measurement.Rows, measurement.Columns) / 2);
    }

    private static void Check(LenslessSuperResolutionOptions options, MeasurementDescription measurement, FindingList findings)
    {
        var heights = options.Distance.Nominal.Count;
        if (heights == 0 || options.Heights.Count == 0 && measurement.Frames % heights != 0)
        {
            findings.Error("distance", $"found {heights} values, expected one, or one for each height: a divisor of the {measurement.Frames} frame(s) where 'heights' is left out.");
        }

        if (options.Heights.Count > 0 && (options.Heights.Count != measurement.Frames || !options.Heights.Distinct().Order().SequenceEqual(Enumerable.Range(0, heights))))
        {
            findings.Error("heights", $"found {options.Heights.Count} values with the indices {string.Join(", ", options.Heights.Distinct().Order())}, expected one of 0 … {heights - 1} for each of the {measurement.Frames} frame(s).");
        }

        if (!options.Shift.Fits(2, measurement.Frames, ParameterExtent.Frame) || options.Shift.Nominal.Count == 1)
        {
            findings.Error("shift", $"found {options.Shift.Nominal.Count} values, expected x and y for each of the {measurement.Frames} frame(s): {2 * measurement.Frames}.");
        }

        if (measurement.Frames < options.Refinement * options.Refinement)
        {
            findings.Warning("refinement", $"{measurement.Frames} frame(s) for {options.Refinement * options.Refinement} object samples in each pixel: what is finer than a pixel comes from the regularizers and not from the measurement.");
        }
    }
}

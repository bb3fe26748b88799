using System.Text.Json.Nodes;
using DiffImaging.Plugins.Holography.Initialization;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>Exports the recipe of off-axis holography: the whole intensity is modelled, twin image and zero order included.</summary>
[ExportModality("off-axis-holography", "Off-axis holography: the complex object and its distance from one hologram with a tilted reference.")]
public sealed class OffAxisHolographyFactory : IModalityFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(OffAxisHolographyOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""
            { "wavelength": "405 nm", "pixelPitch": "3.45 µm", "distance": "5 mm", "carrier": ["80 1/mm", "80 1/mm"], "coarsening": 2, "photons": 1000 }
            """)
        {
            Measurement = new MeasurementDescription(1, 192, 160),
            Specimen = """{ "id": "bars", "extent": "0.4 mm", "halfPitches": ["40 µm", "24 µm", "24 µm", "16 µm", "16 µm"] }""",
        },
    ];

    /// <inheritdoc />
    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<OffAxisHolographyOptions>(definition.Options, findings);
        if (!findings.HasErrors)
        {
            Check(options, measurement, findings);
        }

        if (findings.HasErrors)
        {
            return ModalityPlan.Unusable(findings);
        }

        var margin = options.Margin ?? Math.Max(measurement.Rows, measurement.Columns) / 8 / options.Coarsening * options.Coarsening;
        var canvas = new SamplingGrid((measurement.Rows + 2 * margin) / options.Coarsening, (measurement.Columns + 2 * margin) / options.Coarsening, options.PixelPitch * options.Coarsening);
        var sensor = new SamplingGrid(measurement.Rows, measurement.Columns, options.PixelPitch);
        var description = new SignalDescription
        {
            Domain = SignalDomain.None,
            Grid = canvas,
            Wavelength = options.Wavelength,
            RefractiveIndex = options.RefractiveIndex,
            Frames = measurement.Frames,
        };
        return new ModalityPlan(description, Recipe(options, measurement))
        {
            CreateInitializer = context => new OffAxisInitializer(options, sensor, canvas, context),
            Findings = findings.ToList(),
        };
    }

    private static void Check(OffAxisHolographyOptions options, MeasurementDescription measurement, FindingList findings)
    {
        HologramChecks.Require(options.Distance, measurement, findings);
        if (options.Carrier is { Count: not 2 })
        {
            findings.Error("carrier", $"found {options.Carrier.Count} values, expected two: along x and along y.");
        }

        if (measurement.Rows % options.Coarsening != 0 || measurement.Columns % options.Coarsening != 0)
        {
            findings.Error("coarsening", $"found {options.Coarsening}, which does not divide the {measurement.Rows} × {measurement.Columns} pixels of the hologram; change it or the region of interest.");
        }

        // Otherwise the margin begins between two samples, and object and sideband lie beside each other.
        if (options.Margin is { } margin && margin % options.Coarsening != 0)
        {
            findings.Error("margin", $"found {margin}, expected a multiple of the coarsening {options.Coarsening}.");
        }
    }

    private static JsonObject Recipe(OffAxisHolographyOptions options, MeasurementDescription measurement)
    {
        var distance = options.Distance.Nominal[0];
        var calibrates = (options.Distance.Mode ?? ParameterMode.Calibrate) == ParameterMode.Calibrate;
        var scale = 4 * options.Photons;
        var carrier = options.Carrier ?? [0, 0];
        return new JsonObject
        {
            ["pipeline"] = new JsonArray(
                new JsonObject { ["name"] = HolographyKeys.Illumination, ["id"] = "plane-wave" },
                new JsonObject { ["name"] = HolographyKeys.Object, ["id"] = "thin-object", ["background"] = 0 },
                new JsonObject
                {
                    ["name"] = HolographyKeys.Propagation,
                    ["id"] = "angular-spectrum",
                    ["distance"] = options.Distance.ToSection(ParameterMode.Calibrate, new ParameterBounds(0.1 * distance, 10 * distance)),
                },
                new JsonObject { ["name"] = "refinement", ["id"] = "fourier-refinement", ["factor"] = options.Coarsening },
                new JsonObject
                {
                    ["name"] = HolographyKeys.Reference,
                    ["id"] = "reference-wave",
                    ["amplitude"] = new JsonObject { ["nominal"] = 0.5, ["mode"] = "calibrate" },
                    ["carrierX"] = new JsonObject { ["nominal"] = carrier[0], ["mode"] = "calibrate" },
                    ["carrierY"] = new JsonObject { ["nominal"] = carrier[1], ["mode"] = "calibrate" },
                },
                new JsonObject
                {
                    ["name"] = HolographyKeys.Sensor,
                    ["id"] = "intensity-sensor",
                    ["rows"] = measurement.Rows,
                    ["columns"] = measurement.Columns,
                    ["offset"] = new JsonObject { ["nominal"] = 0, ["mode"] = "calibrate", ["bounds"] = new JsonArray(0, 1e6) },
                }),
            ["fidelity"] = new JsonObject { ["id"] = "amplitude", ["photons"] = options.Photons },
            ["regularizers"] = new JsonArray(
                new JsonObject { ["name"] = "variation", ["id"] = "total-variation", ["weight"] = options.Variation * scale, ["innerIterations"] = 6 },
                new JsonObject { ["name"] = "sparsity", ["id"] = "l1", ["weight"] = options.Sparsity * scale, ["reference"] = 0 }),
            ["constraints"] = new JsonArray(),
            ["schedule"] = calibrates ? ScheduleRecipe.Write(20, 8, 25, 0.2, 1, 0.005, 30) : ScheduleRecipe.WriteObjectOnly(60),
        };
    }
}

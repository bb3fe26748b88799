using System.Text.Json.Nodes;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Holography.Initialization;
using DiffImaging.Plugins.Holography.Stages;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>Exports the recipe of in-line (Gabor) holography, with plane or point-source illumination.</summary>
[ExportModality("inline-holography", "In-line holography: the complex object and its distance from one hologram.")]
public sealed class InlineHolographyFactory : IModalityFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(InlineHolographyOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""
            { "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": "0.5 mm", "photons": 1000 }
            """)
        {
            Measurement = new MeasurementDescription(1, 128, 96),
            Specimen = """{ "id": "cells", "extent": "0.12 mm", "count": 8 }""",
        },
        new("""
            { "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": "0.5 mm", "sourceDistance": "20 mm", "refinement": 2, "parametrization": "log-amplitude-phase" }
            """)
        {
            Measurement = new MeasurementDescription(1, 64, 48),
            Specimen = """{ "id": "cells", "extent": "0.12 mm", "count": 8 }""",
        },
    ];

    /// <inheritdoc />
    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<InlineHolographyOptions>(definition.Options, findings);
        if (!findings.HasErrors)
        {
            Check(options, measurement, findings);
        }

        if (findings.HasErrors)
        {
            return ModalityPlan.Unusable(findings);
        }

        // A point source magnifies by S / (S − z): the object's samples are smaller than the sensor's pixels.
        var distance = options.Distance.Nominal[0];
        var pitch = options.SourceDistance is { } source ? options.PixelPitch * (source - distance) / source : options.PixelPitch;
        var margin = options.Margin ?? Math.Max(measurement.Rows, measurement.Columns) / 16;
        var canvas = new SamplingGrid((measurement.Rows + 2 * margin) * options.Refinement, (measurement.Columns + 2 * margin) * options.Refinement, pitch / options.Refinement);
        var sensor = new SamplingGrid(measurement.Rows, measurement.Columns, pitch);
        var description = new SignalDescription
        {
            Domain = SignalDomain.None,
            Grid = canvas,
            Wavelength = options.Wavelength,
            RefractiveIndex = options.RefractiveIndex,
            Frames = measurement.Frames,
        };
        var geometry = new PointSourceGeometry(options.SourceDistance);
        var light = new Light(options.Wavelength, options.RefractiveIndex);
        var depth = geometry.DepthOf(FocalDepth.Of(sensor, light, geometry.Effective(distance)), distance);
        return new ModalityPlan(description, Recipe(options, measurement, sensor))
        {
            CreateInitializer = context => new InlineInitializer(options, sensor, margin, depth, context),
            Findings = findings.ToList(),
        };
    }

    private static void Check(InlineHolographyOptions options, MeasurementDescription measurement, FindingList findings)
    {
        HologramChecks.Require(options.Distance, measurement, findings);
        if (options.SourceDistance is { } source && options.Distance.Nominal.Count == 1 && options.Distance.Nominal[0] >= source)
        {
            findings.Error("sourceDistance", FormattableString.Invariant($"found {source:G4} m, expected more than the object's distance of {options.Distance.Nominal[0]:G4} m: the object lies between source and sensor."));
        }
    }

    private static JsonObject Recipe(InlineHolographyOptions options, MeasurementDescription measurement, SamplingGrid sensor)
    {
        var distance = options.Distance.Nominal[0];
        var calibrates = (options.Distance.Mode ?? ParameterMode.Calibrate) == ParameterMode.Calibrate;

        // The fidelity is 4 · photons times half the squared amplitude residual; a finer grid has r times the edge samples and r² times the area.
        var scale = 4 * options.Photons;
        var propagation = new JsonObject
        {
            ["name"] = HolographyKeys.Propagation,
            ["id"] = "angular-spectrum",
            ["distance"] = options.Distance.ToSection(ParameterMode.Calibrate, new PointSourceGeometry(options.SourceDistance).Limit(new ParameterBounds(0.1 * distance, 10 * distance), distance)),
        };
        if (options.SourceDistance is { } source)
        {
            propagation["sourceDistance"] = source;
        }

        return new JsonObject
        {
            ["pipeline"] = new JsonArray(
                new JsonObject { ["name"] = HolographyKeys.Illumination, ["id"] = "plane-wave" },
                new JsonObject { ["name"] = HolographyKeys.Object, ["id"] = "thin-object", ["parametrization"] = KebabCase.From(options.Parametrization.ToString()) },
                propagation,
                new JsonObject { ["name"] = HolographyKeys.Sensor, ["id"] = "intensity-sensor", ["binning"] = options.Refinement, ["rows"] = measurement.Rows, ["columns"] = measurement.Columns }),
            ["fidelity"] = new JsonObject { ["id"] = "amplitude", ["photons"] = options.Photons, ["readNoise"] = options.ReadNoise },
            ["regularizers"] = new JsonArray(
                new JsonObject { ["name"] = "variation", ["id"] = "total-variation", ["weight"] = options.Variation * scale / options.Refinement },
                new JsonObject { ["name"] = "sparsity", ["id"] = "l1", ["weight"] = options.Sparsity * scale / (options.Refinement * options.Refinement) }),
            ["constraints"] = new JsonArray(
                new JsonObject { ["name"] = "passive", ["id"] = "amplitude-bound", ["maximum"] = 1 },
                new JsonObject { ["name"] = "field-of-view", ["id"] = "support", ["shape"] = "rectangle", ["size"] = new JsonArray(sensor.Height, sensor.Width) }),
            ["schedule"] = calibrates ? ScheduleRecipe.Write(20, 12, 15, 1.4, 2.8, 0.035, 30) : ScheduleRecipe.WriteObjectOnly(120),
        };
    }
}

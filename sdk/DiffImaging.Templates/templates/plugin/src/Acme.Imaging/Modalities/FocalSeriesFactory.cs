using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace Acme.Imaging.Modalities;

/// <summary>Exports the recipe of a focal series: the object and where it is in focus, from frames at several focus positions.</summary>
[ExportModality("acme-imaging", "A focal series: a self-luminous object and its focus from frames at several focus positions.")]
public sealed class FocalSeriesFactory : IModalityFactory, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "wavelength": "520 nm", "pixelPitch": "0.5 um", "numericalAperture": 0.25, "positions": ["-6 um", "0 um", "6 um"] }""")
        {
            Measurement = new MeasurementDescription(3, 16, 14),
        },
    ];

    /// <inheritdoc />
    public Type OptionsType => typeof(FocalSeriesOptions);

    /// <inheritdoc />
    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<FocalSeriesOptions>(definition.Options, findings);
        if (!findings.HasErrors && options.Positions.Count != measurement.Frames)
        {
            findings.Error("positions", $"found {options.Positions.Count} values, expected one for each of the {measurement.Frames} frames.");
        }

        if (findings.HasErrors)
        {
            return ModalityPlan.Unusable(findings);
        }

        var source = new SignalDescription
        {
            Domain = SignalDomain.None,
            Grid = new SamplingGrid(measurement.Rows * options.Refinement, measurement.Columns * options.Refinement, options.PixelPitch / options.Refinement),
            Wavelength = options.Wavelength,
            Frames = measurement.Frames,
        };
        return new ModalityPlan(source, Recipe(options, measurement)) { Findings = findings.ToList() };
    }

    private static JsonObject Recipe(FocalSeriesOptions options, MeasurementDescription measurement) => new()
    {
        ["pipeline"] = new JsonArray(
            new JsonObject
            {
                ["name"] = "blur",
                ["id"] = "acme-imaging-blur",
                ["numericalAperture"] = options.NumericalAperture,
                ["positions"] = new JsonArray([.. options.Positions.Select(position => JsonValue.Create(position))]),
                ["focus"] = new JsonObject { ["nominal"] = options.Focus },
            },
            new JsonObject
            {
                ["name"] = "sensor",
                ["id"] = "intensity-sensor",
                ["binning"] = options.Refinement,
                ["rows"] = measurement.Rows,
                ["columns"] = measurement.Columns,
            }),
        ["fidelity"] = new JsonObject { ["id"] = "gaussian", ["standardDeviation"] = options.Noise },
        ["regularizers"] = new JsonArray(
            new JsonObject { ["name"] = "variation", ["id"] = "total-variation", ["weight"] = options.Variation / (options.Noise * options.Noise) }),
        ["constraints"] = new JsonArray(new JsonObject { ["name"] = "non-negative", ["id"] = "non-negativity" }),
        ["schedule"] = new JsonArray(
            new JsonObject { ["name"] = "sharpen", ["solver"] = "fista", ["iterations"] = 20 },
            new JsonObject { ["name"] = "joint", ["solver"] = "alternating", ["parameterSolver"] = "gauss-newton", ["iterations"] = 15, ["innerIterations"] = 10 },
            new JsonObject { ["name"] = "finish", ["solver"] = "fista", ["iterations"] = 60 }),
    };
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>The default sections of a coded mask.</summary>
internal static class CodedMaskRecipe
{
    // In natural scales, a tenth of a sample at the rim: a pixel or two, within what the finest detail of the point spread function lets see.
    private const double MaximumStep = 8;
    private const double Tolerance = 1e-3;

    public static JsonObject Write(CodedMaskModalityOptions options, MeasurementDescription measurement)
    {
        var constraints = new JsonArray(new JsonObject { ["name"] = "non-negative", ["id"] = "non-negativity" });
        if (options.FieldOfView.Count > 0)
        {
            constraints.Add(new JsonObject { ["name"] = "field-of-view", ["id"] = "support", ["shape"] = "rectangle", ["size"] = Numbers(options.FieldOfView) });
        }

        return new JsonObject
        {
            ["pipeline"] = new JsonArray(Mask(options, measurement), new JsonObject
            {
                ["name"] = CodedMaskKeys.Sensor,
                ["id"] = "intensity-sensor",
                ["binning"] = options.Refinement,
                ["rows"] = measurement.Rows,
                ["columns"] = measurement.Columns,
            }),
            ["fidelity"] = new JsonObject { ["id"] = "gaussian", ["standardDeviation"] = options.Noise },
            ["regularizers"] = options.Variation > 0
                ? new JsonArray(new JsonObject { ["name"] = "variation", ["id"] = "total-variation", ["weight"] = options.Variation / (options.Noise * options.Noise) })
                : [],
            ["constraints"] = constraints,
            ["schedule"] = Schedule(options, measurement),
        };
    }

    // One frame alone cannot tell a shift from a translated object.
    private static ParameterMode ShiftMode(MeasurementDescription measurement) => measurement.Frames > 1 ? ParameterMode.Calibrate : ParameterMode.Fixed;

    private static JsonObject Mask(CodedMaskModalityOptions options, MeasurementDescription measurement)
    {
        var shift = options.Shift with { Per = options.Shift.Per ?? (measurement.Frames > 1 ? ParameterExtent.Frame : ParameterExtent.Measurement) };
        var mask = new JsonObject
        {
            ["name"] = CodedMaskKeys.Mask,
            ["id"] = "coded-mask",
            ["psf"] = options.Psf,
            ["psfPitch"] = options.PsfPitch ?? options.PixelPitch,
            ["centre"] = Numbers(options.Centre),
            ["margin"] = options.Margin * options.Refinement,
            ["shift"] = shift.ToSection(ShiftMode(measurement)),
            ["scale"] = options.Scale.ToSection(ParameterMode.Calibrate),
            ["rotation"] = options.Rotation.ToSection(ParameterMode.Calibrate),
        };
        if (options.PsfVariable is { } variable)
        {
            mask["psfVariable"] = variable;
        }

        return mask;
    }

    private static JsonArray Schedule(CodedMaskModalityOptions options, MeasurementDescription measurement)
    {
        bool Moves(ParameterOptions parameter, ParameterMode usual = ParameterMode.Calibrate) => (parameter.Mode ?? usual) == ParameterMode.Calibrate;
        JsonObject Object(string name, int iterations) => new() { ["name"] = name, ["solver"] = "fista", ["iterations"] = iterations };
        JsonObject Joint(string name, string solver, int moves, int inner) => new()
        {
            ["name"] = name,
            ["solver"] = "alternating",
            ["parameterSolver"] = solver,
            ["iterations"] = moves,
            ["innerIterations"] = inner,
            ["maximumStep"] = MaximumStep,
            ["tolerance"] = Tolerance,
        };
        return Moves(options.Scale) || Moves(options.Rotation) || Moves(options.Shift, ShiftMode(measurement))
            ?
            [
                Object("focus", 20),
                Joint("joint", "gauss-newton", 30, 10),

                // The object follows a change of scale or rotation so well that steps at the object as it is are too short; the secant sees the profiled cost.
                Joint("refine", "secant", 12, 25),
                Object("finish", 100),
            ]
            : [Object("object", 300)];
    }

    private static JsonArray Numbers(IReadOnlyList<double> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}

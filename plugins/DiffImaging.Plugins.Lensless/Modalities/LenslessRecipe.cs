using System.Text.Json.Nodes;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>The default sections of lensless super-resolution.</summary>
internal static class LenslessRecipe
{
    // In natural scales: a tenth of an object sample, a depth of focus. One micrometre of shift, some tens of height.
    private const double MaximumStep = 16;
    private const double Tolerance = 1e-3;

    // Of a tenth of a sample the object need not know: it would lose what it has gathered at every move.
    private const double MomentumReach = 1;

    // Pixels about the sensor's field that a turn may bring in: what leaves the field comes back at the other side.
    private const int TurningRim = 8;

    public static JsonObject Write(LenslessSuperResolutionOptions options, MeasurementDescription measurement, int margin)
    {
        // The fidelity is 4 · photons times half the squared amplitude residual; every object sample is seen by frames / refinement² of a pixel.
        var density = (double)measurement.Frames / (options.Refinement * options.Refinement);
        var scale = 4 * options.Photons * density;
        return new JsonObject
        {
            ["pipeline"] = new JsonArray(
                [
                    new JsonObject { ["name"] = LenslessKeys.Illumination, ["id"] = "plane-wave" },
                    Scan(options, options.Rotation is null ? margin : Math.Max(0, margin - TurningRim)),
                    .. Rotation(options),
                    Sensor(options, measurement),
                ]),
            ["fidelity"] = new JsonObject { ["id"] = "amplitude", ["photons"] = options.Photons, ["readNoise"] = options.ReadNoise },
            ["regularizers"] = Regularizers(options, scale),
            ["constraints"] = new JsonArray(
                new JsonObject { ["name"] = "passive", ["id"] = "amplitude-bound", ["maximum"] = 1 },
                new JsonObject
                {
                    ["name"] = "field-of-view",
                    ["id"] = "support",
                    ["shape"] = "rectangle",
                    ["size"] = new JsonArray(measurement.Rows * options.PixelPitch, measurement.Columns * options.PixelPitch),
                }),
            ["schedule"] = Schedule(options, 1 / scale),
        };
    }

    private static JsonObject Scan(LenslessSuperResolutionOptions options, int margin)
    {
        var scan = new JsonObject
        {
            ["name"] = LenslessKeys.Scan,
            ["id"] = "lensless-scan",
            ["parametrization"] = KebabCase.From(options.Parametrization.ToString()),
            ["margin"] = margin * options.Refinement,
            ["distance"] = options.Distance.ToSection(ParameterMode.Calibrate, new ParameterBounds(0.1 * options.Distance.Nominal.Min(), 10 * options.Distance.Nominal.Max())),
            ["shift"] = options.Shift.ToSection(ParameterMode.Calibrate),
        };
        if (options.Heights.Count > 0)
        {
            scan["heights"] = new JsonArray([.. options.Heights.Select(height => JsonValue.Create(height))]);
        }

        return scan;
    }

    private static JsonObject[] Rotation(LenslessSuperResolutionOptions options) => options.Rotation is { } rotation
        ? [new JsonObject { ["name"] = LenslessKeys.Rotation, ["id"] = "image-rotation", ["rotation"] = rotation.ToSection(ParameterMode.Calibrate) }]
        : [];

    private static JsonObject Sensor(LenslessSuperResolutionOptions options, MeasurementDescription measurement)
    {
        var sensor = new JsonObject
        {
            ["name"] = LenslessKeys.Sensor,
            ["id"] = "intensity-sensor",
            ["binning"] = options.Refinement,
            ["rows"] = measurement.Rows,
            ["columns"] = measurement.Columns,
        };
        if (options.FillFactor is { Nominal: not ([] or [1.0]) } or { Mode: not null })
        {
            (sensor["pixelIntegration"], sensor["fillFactor"]) = ("sinc", options.FillFactor.ToSection(ParameterMode.Fixed));
        }

        return sensor;
    }

    private static JsonArray Regularizers(LenslessSuperResolutionOptions options, double scale)
    {
        var list = new JsonArray(new JsonObject { ["name"] = "sparsity", ["id"] = "l1", ["weight"] = options.Sparsity * scale });
        if (options.Variation > 0)
        {
            list.Insert(0, new JsonObject { ["name"] = "variation", ["id"] = "total-variation", ["weight"] = options.Variation * scale * options.Refinement });
        }

        return list;
    }

    // One over the largest curvature of the amplitude fidelity is known: the block means of unitary propagations.
    private static JsonArray Schedule(LenslessSuperResolutionOptions options, double step)
    {
        bool Moves(ParameterOptions parameter) => (parameter.Mode ?? ParameterMode.Calibrate) == ParameterMode.Calibrate;
        JsonObject Object(string name, int iterations) => new() { ["name"] = name, ["solver"] = "fista", ["iterations"] = iterations, ["step"] = step };
        JsonObject Joint(string name, int moves, int inner) => new()
        {
            ["name"] = name,
            ["solver"] = "alternating",
            ["parameterSolver"] = "gauss-newton",
            ["iterations"] = moves,
            ["innerIterations"] = inner,
            ["step"] = step,
            ["maximumStep"] = MaximumStep,
            ["momentumReach"] = MomentumReach,
            ["tolerance"] = Tolerance,
        };
        return Moves(options.Distance) || Moves(options.Shift)
            ? [Joint("joint", 8, 5), Object("finish", 5)]
            : [Object("object", 45)];
    }
}

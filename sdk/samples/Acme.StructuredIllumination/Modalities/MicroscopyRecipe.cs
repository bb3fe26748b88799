using System.Text.Json.Nodes;
using Acme.StructuredIllumination.Light;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace Acme.StructuredIllumination.Modalities;

/// <summary>The default sections of structured-illumination microscopy.</summary>
internal static class MicroscopyRecipe
{
    private const double Tolerance = 0.05;

    /// <summary>Writes the sections.</summary>
    public static JsonObject Write(MicroscopyOptions options, MeasurementDescription measurement) => new()
    {
        ["pipeline"] = new JsonArray(Microscope(options), new JsonObject
        {
            ["name"] = MicroscopyKeys.Sensor,
            ["id"] = "intensity-sensor",
            ["pixelIntegration"] = "sinc",
            ["binning"] = options.Refinement,
            ["rows"] = measurement.Rows,
            ["columns"] = measurement.Columns,
        }),
        ["fidelity"] = new JsonObject { ["id"] = "poisson-gaussian", ["photons"] = options.Photons, ["readNoise"] = options.ReadNoise },
        ["regularizers"] = options.Prior > 0 ? new JsonArray(Prior(options)) : [],
        ["constraints"] = new JsonArray(new JsonObject { ["name"] = "non-negative", ["id"] = "non-negativity" }),
        ["schedule"] = Schedule(options),
    };

    private static JsonObject Microscope(MicroscopyOptions options) => new()
    {
        ["name"] = MicroscopyKeys.Microscope,
        ["id"] = "structured-illumination",
        ["numericalAperture"] = options.NumericalAperture.ToSection(ParameterMode.Fixed),
        ["frequency"] = options.Frequency.ToSection(ParameterMode.Calibrate),
        ["phase"] = options.Phase.ToSection(ParameterMode.Calibrate),
        ["modulation"] = options.Modulation.ToSection(ParameterMode.Calibrate),
        ["refinement"] = options.Refinement,
        ["margin"] = options.Margin * options.Refinement,
    };

    // The filter of Wiener in terms of statistics [gustafsson2000], with the object's own spectrum in place of a constant.
    private static JsonObject Prior(MicroscopyOptions options)
    {
        var cutOff = IncoherentOtf.CutOff(options.NumericalAperture.Nominal.DefaultIfEmpty(1).First(), options.Wavelength);
        return new JsonObject
        {
            ["name"] = "prior",
            ["id"] = "gaussian-prior",
            ["model"] = "fitted",

            // Until there is a density to fit it to: edges and lines, somewhat coarser than the objective shows.
            ["standardDeviation"] = 0.3,
            ["correlationLength"] = 1 / cutOff,
            ["exponent"] = 2.5,
            ["highestFrequency"] = cutOff,
            ["weight"] = options.Prior,
        };
    }

    private static JsonArray Schedule(MicroscopyOptions options)
    {
        bool Moves(ParameterOptions parameter, ParameterMode usual) => (parameter.Mode ?? usual) == ParameterMode.Calibrate;
        JsonObject Object(string name, int iterations) => new() { ["name"] = name, ["solver"] = "fista", ["iterations"] = iterations };
        return Moves(options.Frequency, ParameterMode.Calibrate) || Moves(options.Phase, ParameterMode.Calibrate)
            || Moves(options.Modulation, ParameterMode.Calibrate) || Moves(options.NumericalAperture, ParameterMode.Fixed)
            ?
            [
                Object("focus", 80),
                new JsonObject
                {
                    ["name"] = "joint",
                    ["solver"] = "alternating",
                    ["parameterSolver"] = "gauss-newton",
                    ["iterations"] = 12,
                    ["innerIterations"] = 20,

                    // A prior that holds the fine detail down would be made good by deeper stripes.
                    ["posteriorSamples"] = options.Prior > 0 ? 8 : 0,
                    ["tolerance"] = Tolerance,
                },
                Object("finish", 60),
            ]
            : [Object("object", 200)];
    }
}

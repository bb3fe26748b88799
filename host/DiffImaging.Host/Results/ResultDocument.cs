using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Results;

/// <summary>Writes <c>result.json</c>. Schema version 1; see docs/result-format.md of the SDK.</summary>
internal static class ResultDocument
{
    /// <summary>Version of the format; it grows with every change that a reader must know of.</summary>
    public const int SchemaVersion = 1;

    public static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonObject Write(FinishedRun run, IReadOnlyDictionary<string, string> artifacts, string scenario)
    {
        var plan = run.Experiment.Plan;
        var objects = plan.Pipeline.Variables.Where(variable => variable.Object is not null).ToList();
        return new JsonObject
        {
            ["schemaVersion"] = SchemaVersion,
            ["status"] = KebabCase.From(run.Outcome.Status.ToString()),
            ["message"] = run.Outcome.Message,
            ["experiment"] = run.Experiment.Name,
            ["modality"] = plan.ModalityDefinition.Id,
            ["scenario"] = scenario,
            ["seed"] = plan.Run.Seed,
            ["iterations"] = run.Outcome.Iterations,
            ["elapsedSeconds"] = Math.Round(run.Elapsed.TotalSeconds, 3),
            ["fidelity"] = new JsonObject { ["initial"] = Number(run.Outcome.InitialFidelity), ["final"] = Number(run.Outcome.FinalFidelity) },
            ["measurement"] = Grid(plan.Pipeline.Output.Grid, new JsonObject { ["frames"] = plan.Pipeline.Output.Frames }),
            ["objects"] = new JsonArray([.. objects.Select(variable => Grid(variable.Object!.Grid, new JsonObject
            {
                ["stage"] = variable.Stage,
                ["name"] = variable.Name,
                ["array"] = artifacts.GetValueOrDefault(ObjectFiles.Prefix(variable.Object, objects.Count) + ObjectFiles.Array),
            }))]),
            ["parameters"] = new JsonArray([.. plan.Pipeline.Variables.Where(variable => variable.Parameter is not null).Select(variable => Parameter(variable, run.Outcome.Point, run.Uncertainty))]),
            ["uncertainty"] = UncertaintyDocument.Write(run.Uncertainty),
            ["metrics"] = new JsonObject(run.Metrics.Select(pair => KeyValuePair.Create(pair.Key, Number(pair.Value)))),
            ["artifacts"] = new JsonObject(artifacts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
            ["warnings"] = new JsonArray([.. run.Warnings.Select(line => JsonValue.Create(line))]),
            ["timings"] = TimingDocument.Write(run.Experiment.Uses),
            ["provenance"] = Provenance.Write(run),
        };
    }

    private static JsonObject Grid(SamplingGrid grid, JsonObject of)
    {
        (of["rows"], of["columns"], of["pitch"]) = (grid.Rows, grid.Columns, grid.Pitch);
        return of;
    }

    // Numbers that JSON cannot hold become null: a reader must not meet a text where a number is promised.
    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonObject Parameter(Variable variable, JointPoint point, ParameterUncertainty? uncertainty)
    {
        var parameter = variable.Parameter!;
        using var flat = point[variable.Key].reshape(-1).cpu();
        var estimate = flat.data<double>().ToArray();
        return new JsonObject
        {
            ["stage"] = variable.Stage,
            ["name"] = variable.Name,
            ["unit"] = parameter.Unit,
            ["mode"] = KebabCase.From(parameter.Mode.ToString()),
            ["nominal"] = Values(parameter, [.. parameter.Nominal]),
            ["estimate"] = Values(parameter, estimate),
            ["repeatability"] = UncertaintyDocument.Of(variable, uncertainty, (found, index) => found.RepeatabilityDeviation(index)),
            ["posterior"] = UncertaintyDocument.Of(variable, uncertainty, (found, index) => found.PosteriorDeviation(index)),
            ["remaining"] = UncertaintyDocument.Of(variable, uncertainty, (found, index) => found.IsDetermined(index) ? found.Remaining?[index] : null),
            ["jackknife"] = UncertaintyDocument.Of(variable, uncertainty, (found, index) => found.JackknifeDeviation(index)),
            ["bias"] = UncertaintyDocument.Of(variable, uncertainty, (found, index) => found.Bias?[index].Value),
            ["biasError"] = UncertaintyDocument.Of(variable, uncertainty, (found, index) => found.Bias?[index] is { StandardError: < double.PositiveInfinity } bias ? bias.StandardError : (double?)null),
            ["identifiable"] = UncertaintyDocument.Of(variable, uncertainty, (found, index) => found.IsDetermined(index)),
        };
    }

    private static JsonNode? Values(Sdk.Parameters.UncertaintyParameter parameter, double[] values) =>
        parameter.Shape.Count == 0 ? Number(values[0]) : new JsonArray([.. values.Select(Number)]);
}

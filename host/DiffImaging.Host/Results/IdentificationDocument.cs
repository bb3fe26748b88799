using System.Text.Json.Nodes;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;

namespace DiffImaging.Host.Results;

/// <summary>What <c>identify --json</c> prints.</summary>
internal static class IdentificationDocument
{
    /// <summary>Bounds, correlations, what is not determined, and the gauges that stages declare.</summary>
    public static JsonObject Write(Identification identification)
    {
        var plan = identification.Experiment.Plan.Pipeline;
        var found = identification.Found;
        return new JsonObject
        {
            ["experiment"] = identification.Experiment.Name,
            ["numbers"] = new JsonArray([.. Enumerable.Range(0, found?.Elements.Count ?? 0).Select(index => Number(plan, found!, index))]),
            ["correlation"] = found is null ? null : UncertaintyDocument.Matrix(ParameterUncertainty.Correlations(found.Posterior)),
            ["undetermined"] = new JsonArray([.. (found is null ? [] : OpenCombination.Of(found, plan)).Select(combination => new JsonObject
            {
                ["combination"] = combination.Text,
                ["gauge"] = combination.Gauge,
            })]),
            ["gauges"] = new JsonArray([.. identification.Gauges.Select(pair => new JsonObject
            {
                ["stage"] = pair.Stage,
                ["name"] = pair.Gauge.Name,
                ["convention"] = pair.Gauge.Convention,
                ["fixed"] = pair.Gauge.Fixed.Count > 0,
            })]),
        };
    }

    private static JsonObject Number(PipelinePlan plan, ParameterUncertainty found, int index) => new()
    {
        ["name"] = ErrorBars.Name(found, index),
        ["unit"] = plan.Variables.First(variable => variable.Key == found.Elements[index].Key).Parameter!.Unit,
        ["othersKnown"] = double.IsFinite(found.Known[index]) ? found.Known[index] : null,
        ["othersUnknown"] = found.PosteriorDeviation(index),
        ["againstTheOthers"] = found.RestDeviation(index),
        ["identifiable"] = found.IsDetermined(index),
    };
}

using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Starts;

/// <summary>Checks the section <c>starts</c>.</summary>
internal static class StartCheck
{
    public static StartOptions Check(StartOptions options, PipelinePlan pipeline, IReadOnlyList<PhaseOptions> schedule, FindingList findings)
    {
        if (options.Count == 1)
        {
            return options;
        }

        var place = findings.Below(ExperimentSections.Starts);

        if (!schedule.Any(phase => phase.Name == options.Until))
        {
            place.Error("until", options.Until.Length == 0
                ? $"missing; expected the name of the phase after which the starts are compared: {string.Join(", ", schedule.Select(phase => phase.Name))}."
                : $"no phase is named '{options.Until}'; {NearestName.Hint(options.Until, [.. schedule.Select(phase => phase.Name)])}.");
        }

        if (options.Parameters.Count == 0)
        {
            place.Error("parameters", "missing; expected the keys of the parameters that the starts differ in.");
        }

        foreach (var key in options.Parameters)
        {
            Check(key, pipeline, place.Below("parameters"));
        }

        return options;
    }

    private static void Check(string key, PipelinePlan pipeline, FindingList place)
    {
        if (pipeline.Variables.FirstOrDefault(variable => variable.Key == key)?.Parameter is not { } parameter)
        {
            place.Error("", $"unknown parameter '{key}'; {NearestName.Hint(key, [.. pipeline.Variables.Where(variable => variable.Parameter is not null).Select(variable => variable.Key)])}.");
        }
        else if (parameter is { Prior: null, Bounds: null })
        {
            place.Error("", $"'{key}' has neither a prior nor bounds: it is not known where to look; give it one of them.");
        }
    }
}

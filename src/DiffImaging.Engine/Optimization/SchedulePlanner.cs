using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Optimization;

/// <summary>Reads and checks the section <c>schedule</c>.</summary>
internal static class SchedulePlanner
{
    public static IReadOnlyList<PhaseOptions> Plan(JsonObject tree, PipelinePlan pipeline, IReadOnlyList<string> frameSets, FindingList findings)
    {
        var place = findings.Below(ExperimentSections.Schedule);
        if (tree[ExperimentSections.Schedule] is not JsonArray { Count: > 0 } list)
        {
            place.Error("", "missing or empty, and the modality has no default; expected a list of phases, each with a solver.");
            return [];
        }

        var phases = new List<PhaseOptions>();
        foreach (var (node, index) in list.Select((node, index) => (node, index)))
        {
            var name = TreeMerge.NameOf(node) ?? $"phase-{index + 1}";
            if (node is not JsonObject section)
            {
                place.Error(name, "expected an object in braces with a solver.");
                continue;
            }

            var phase = OptionsBinder.Bind<PhaseOptions>(section, place.Below(name)) with { Name = name };
            if (phases.Exists(other => other.Name == name))
            {
                place.Error(name, $"two phases are named '{name}'; give each its own name.");
            }

            CheckSizes(phase, pipeline, place.Below(name).Below("variables"));
            FrameList.Check(phase.Frames, pipeline.Output.Frames, frameSets, place.Below(name).Below("frames"));
            if (phase.PosteriorSamples > 0 && !AveragesOverThePosterior(phase))
            {
                place.Below(name).Error("posteriorSamples", "is for the solvers gauss-newton and newton, and for alternating and parameters with the parameter solver gauss-newton.");
            }

            phases.Add(WithoutFixed(phase, pipeline, place.Below(name).Below("variables")));
        }

        return phases;
    }

    private static bool AveragesOverThePosterior(PhaseOptions phase) => phase.Solver switch
    {
        SolverKind.GaussNewton or SolverKind.Newton => true,
        SolverKind.Alternating or SolverKind.Parameters => phase.ParameterSolver == ParameterSolverKind.GaussNewton,
        _ => false,
    };

    // A variable that was fixed by an override simply stays where it is; but an empty list would mean every variable.
    private static PhaseOptions WithoutFixed(PhaseOptions phase, PipelinePlan pipeline, FindingList place)
    {
        CheckVariables(phase, pipeline, place);
        string[] moving = [.. phase.Variables.Where(key => pipeline.Variables.FirstOrDefault(variable => variable.Key == key) is not { IsActive: false })];
        if (phase.Variables.Count > 0 && moving.Length == 0)
        {
            place.Error("", "every variable of the phase is fixed; set the mode of one to calibrate, or leave the phase out.");
        }

        return phase with { Variables = moving };
    }

    private static void CheckSizes(PhaseOptions phase, PipelinePlan pipeline, FindingList place)
    {
        if (phase.Solver is not (SolverKind.Alternating or SolverKind.Parameters))
        {
            return;
        }

        foreach (var variable in pipeline.Variables.Where(variable => phase.Moves(variable) && variable.Parameter is { } parameter && !ScaledParameters.IsDense(parameter)))
        {
            place.Error("", ParameterSolver.TooLarge(variable.Key, variable.Parameter!));
        }
    }

    private static void CheckVariables(PhaseOptions phase, PipelinePlan pipeline, FindingList place)
    {
        foreach (var key in phase.Variables)
        {
            var variable = pipeline.Variables.FirstOrDefault(variable => variable.Key == key);
            if (variable is null)
            {
                place.Error("", $"unknown variable '{key}'; {NearestName.Hint(key, [.. pipeline.Variables.Select(known => known.Key)])}.");
            }
            else if (!variable.IsActive)
            {
                place.Warning("", $"'{key}' is fixed and does not move in this phase.");
            }
            else if (phase.Solver == SolverKind.Fista && variable.Object is null)
            {
                place.Error("", $"'{key}' is an uncertainty parameter; fista moves object variables, take adam or alternating.");
            }
        }

        if (phase.Solver == SolverKind.Fista && !pipeline.Variables.Any(variable => variable.Object is not null))
        {
            place.Error("", "the pipeline has no object variable for fista to move.");
        }
    }
}

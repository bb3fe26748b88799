using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Experiments;

/// <summary>Warns of parameters whose mode promises more than is done with them.</summary>
internal static class ModeCheck
{
    /// <param name="plan">The plan of the resolved definition.</param>
    /// <param name="tree">The definition as it was given, without the recipe's defaults.</param>
    /// <param name="findings">Takes the warnings.</param>
    public static void Warn(ExperimentPlan plan, JsonObject tree, FindingList findings)
    {
        foreach (var variable in plan.Pipeline.Variables.Where(variable => variable.Parameter is not null))
        {
            var place = findings.Below(ExperimentSections.Pipeline).Below(variable.Stage).Below(variable.Name);
            switch (variable.Parameter!.Mode)
            {
                case ParameterMode.Sample:
                    place.Warning("mode", $"found 'sample': '{variable.Key}' is drawn where this definition is simulated; a reconstruction keeps its nominal value.");
                    continue;
                case ParameterMode.Design:
                    place.Warning("mode", $"found 'design', but '{variable.Key}' is treated as with 'calibrate': it is estimated from the measurement, and no figure of merit is optimised.");
                    break;
            }

            // A recipe may leave a parameter to its first guess on purpose.
            var isRecipes = Mentions(plan.Modality.Defaults, variable) && !Mentions(tree, variable) && tree[ExperimentSections.Schedule] is null;
            if (variable.IsActive && !isRecipes && !plan.Schedule.Any(phase => phase.Moves(variable)))
            {
                place.Warning("mode",
                    $"found '{variable.Parameter.Mode.ToString().ToLowerInvariant()}', but no phase of the schedule moves '{variable.Key}': it keeps its first guess. "
                    + "Name it in the variables of a phase, or set its mode to fixed to keep the nominal value.");
            }
        }
    }

    private static bool Mentions(JsonObject definition, Variable variable) => definition[ExperimentSections.Pipeline] switch
    {
        JsonObject stages => (stages[variable.Stage] as JsonObject)?[variable.Name] is not null,
        JsonArray stages => stages.Any(stage => TreeMerge.NameOf(stage) == variable.Stage && (stage as JsonObject)?[variable.Name] is not null),
        _ => false,
    };
}

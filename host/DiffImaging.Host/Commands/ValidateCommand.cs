using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary><c>validate</c>: checks an experiment without running it.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var (files, set, plugins, json) = (CommonOptions.Files(), CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command("validate", "Check an experiment without running it: every mistake with its place.") { files, set, json, plugins };
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var experiment = LoadedExperiment.Load(call.GetValue(files)!, call.GetValue(set) ?? [], CommonOptions.PluginsPath(call.GetValue(plugins)));
            if (call.GetValue(json))
            {
                Console.WriteLine(Document(experiment).ToJsonString(ResultDocument.Format));
            }
            else
            {
                Show(experiment);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static JsonObject Document(LoadedExperiment experiment) => new()
    {
        ["experiment"] = experiment.Name,
        ["valid"] = true,
        ["warnings"] = new JsonArray([.. experiment.Plan.Warnings.Select(finding => JsonValue.Create(finding.ToString()))]),
        ["resolved"] = experiment.Plan.Resolved.DeepClone(),
    };

    private static void Show(LoadedExperiment experiment)
    {
        var plan = experiment.Plan;
        foreach (var warning in plan.Warnings)
        {
            Console.WriteLine($"warning: {warning}");
        }

        Console.WriteLine($"{experiment.Name} is valid: {plan.ModalityDefinition.Id}");
        foreach (var stage in plan.Pipeline.Stages)
        {
            var output = stage.Plan.Output;
            Console.WriteLine($"  {stage.Definition.Name,-14} {stage.Definition.Id,-22} → {output.Domain} {output.Grid}");
        }

        foreach (var variable in plan.Pipeline.Variables.Where(variable => variable.IsActive))
        {
            Console.WriteLine($"  estimates {variable.Key}");
        }

        foreach (var stage in plan.Pipeline.Stages)
        {
            foreach (var gauge in stage.Plan.Gauges)
            {
                Console.WriteLine($"  gauge {gauge.Name}: {gauge.Convention}");
            }
        }
    }
}

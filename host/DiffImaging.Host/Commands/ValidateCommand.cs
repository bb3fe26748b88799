using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Memory;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Commands;

/// <summary><c>validate</c>: checks an experiment without running it.</summary>
internal static class ValidateCommand
{
    private const int MostShown = 8;

    public static Command Create()
    {
        var (files, set, plugins, json) = (CommonOptions.Files(), CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Json());
        var command = new HostCommand("validate", "Check an experiment without running it: every mistake with its place.")
        {
            Details = """
                Says what was found and what was expected. No pixel is read and nothing is computed.
                """,
            Examples = """
                diffimaging validate my.json
                diffimaging validate my.json --set "modality:distance=33 mm" --json
                """,
        };
        command.Arguments.Add(files);
        command.Options.Add(set);
        command.Options.Add(json);
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            try
            {
                var definitions = call.GetValue(files)!;
                var (tree, catalog) = (ExperimentLayers.Read(definitions, call.GetValue(set) ?? []), PluginCatalog.Load(CommonOptions.PluginsPath(call.GetValue(plugins))));
                var definition = CheckedDefinition.Of(Path.GetFileNameWithoutExtension(definitions[0]), tree, new ExperimentPaths(definitions[0]), catalog);
                foreach (var line in call.GetValue(json) ? [Document(definition).ToJsonString(ResultDocument.Format)] : BatchLines(definition).Concat(Lines(definition.Experiment)))
                {
                    Console.WriteLine(line);
                }

                return ExitCodes.Done;
            }
            catch (ConfigurationException exception) when (call.GetValue(json))
            {
                Console.WriteLine(Document(call.GetValue(files)!, exception).ToJsonString(ResultDocument.Format));
                throw;
            }
        }));
        return command;
    }

    internal static JsonObject Document(CheckedDefinition definition)
    {
        var document = new JsonObject
        {
            ["experiment"] = definition.Name,
            ["valid"] = true,
            ["findings"] = Findings(definition.Experiment.Plan.Warnings),
            ["memory"] = Memory(definition.Memory),
            ["resolved"] = definition.Experiment.Plan.Resolved.DeepClone(),
        };
        if (definition.Batch is { } batch)
        {
            document["batch"] = BatchDocument.Of(batch);
        }

        return document;
    }

    internal static JsonObject Document(string[] files, ConfigurationException exception) => new()
    {
        ["experiment"] = Path.GetFileNameWithoutExtension(files[0]),
        ["valid"] = false,
        ["findings"] = Findings(exception.Findings),
        ["resolved"] = null,
    };

    private static JsonObject Memory(MemoryEstimate memory) => new()
    {
        ["total"] = memory.Total,
        ["program"] = memory.Program,
        ["measurement"] = memory.Measurement,
        ["objects"] = memory.Objects,
        ["signals"] = memory.Signals,
    };

    private static JsonArray Findings(IReadOnlyList<Finding> findings) => new([.. findings.Select(finding => new JsonObject
    {
        ["severity"] = KebabCase.From(finding.Severity.ToString()),
        ["path"] = finding.Path,
        ["message"] = finding.Message,
    })]);

    private static IEnumerable<string> BatchLines(CheckedDefinition definition)
    {
        if (definition.Batch is not { } batch)
        {
            yield break;
        }

        yield return $"{definition.Name} is a batch of {batch.Children.Count} experiments, all of them valid:";
        foreach (var child in batch.Children.Take(MostShown))
        {
            yield return $"  {child.Name}";
        }

        yield return batch.Children.Count > MostShown ? $"  and {batch.Children.Count - MostShown} more; the first of them:" : "The first of them:";
    }

    private static IEnumerable<string> Lines(LoadedExperiment experiment)
    {
        var plan = experiment.Plan;
        foreach (var warning in plan.Warnings)
        {
            yield return $"warning: {warning}";
        }

        yield return $"{experiment.Name} is valid: {plan.ModalityDefinition.Id}";
        foreach (var stage in plan.Pipeline.Stages)
        {
            var output = stage.Plan.Output;
            yield return $"  {stage.Definition.Name,-14} {stage.Definition.Id,-22} → {output.Domain} {output.Grid}";
        }

        foreach (var variable in plan.Pipeline.Variables.Where(variable => variable.IsActive))
        {
            yield return $"  estimates {variable.Key}";
        }

        foreach (var stage in plan.Pipeline.Stages)
        {
            foreach (var gauge in stage.Plan.Gauges)
            {
                yield return $"  gauge {gauge.Name}: {gauge.Convention}";
            }
        }

        yield return $"  memory {experiment.Memory}";
    }
}

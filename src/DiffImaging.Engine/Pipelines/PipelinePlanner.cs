using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Pipelines;

/// <summary>Checks a pipeline from descriptions alone; no tensor is made.</summary>
public static class PipelinePlanner
{
    /// <summary>Plans every stage in order.</summary>
    /// <param name="definitions">The stages as configured.</param>
    /// <param name="source">The empty signal that the first stage starts from.</param>
    /// <param name="catalog">Where factories are found.</param>
    /// <param name="findings">Takes errors and warnings; its place is the pipeline section.</param>
    /// <returns>The plan; not to be created where there are errors.</returns>
    public static PipelinePlan Plan(
        IReadOnlyList<ComponentDefinition> definitions, SignalDescription source, PluginCatalog catalog, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(findings);
        if (definitions.Count == 0)
        {
            findings.Error("", "the pipeline has no stage; leave the section out to take the modality's own.");
        }

        var stages = new List<PlannedStage>();
        var signal = source;
        foreach (var definition in definitions)
        {
            if (catalog.Find<IForwardStageFactory>(definition.Id, out var problem) is not { } factory)
            {
                // Without this stage the descriptions of all later ones would be wrong: one error is enough.
                findings.Error(definition.Name, problem);
                return new PipelinePlan(source, stages);
            }

            var plan = PlanStage(factory, definition, signal);
            findings.AddRange(plan.Findings);
            CheckOrder(definition, plan, stages, findings);
            if (plan.Findings.Any(finding => finding.Severity == Severity.Error) || findings.HasErrors)
            {
                return new PipelinePlan(source, stages);
            }

            stages.Add(new PlannedStage(definition, plan));
            signal = plan.Output;
        }

        return new PipelinePlan(source, stages);
    }

    private static StagePlan PlanStage(IForwardStageFactory factory, ComponentDefinition definition, SignalDescription input)
    {
        try
        {
            return factory.Plan(definition, input);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Plugin code: its exception is a finding about this stage.
            var finding = new Finding(Severity.Error, definition.Path, $"its plugin threw while planning: {exception.GetType().Name}: {exception.Message}");
            return new StagePlan([], input, _ => throw exception) { Findings = [finding] };
        }
    }

    private static void CheckOrder(ComponentDefinition definition, StagePlan plan, List<PlannedStage> before, FindingList findings)
    {
        if (plan.Roles.Count == 0 || before.Count == 0)
        {
            return;
        }

        var previous = before[^1];
        if (previous.Plan.Roles.Count > 0 && plan.Roles[0] < previous.Plan.Roles[^1])
        {
            findings.Error(definition.Name,
                $"found '{definition.Id}' ({plan.Roles[0]}) behind '{previous.Definition.Id}' ({previous.Plan.Roles[^1]}); "
                + $"expected the order of the light: {string.Join(", ", Enum.GetNames<StageRole>())}. Move it before '{previous.Definition.Name}'.");
        }
    }
}

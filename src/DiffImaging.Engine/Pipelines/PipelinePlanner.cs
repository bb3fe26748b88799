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

            var input = signal;
            var use = catalog.Use(factory, definition);
            if (use.Plan(definition, findings, () => factory.Plan(definition, input)) is not { } plan)
            {
                return new PipelinePlan(source, stages);
            }

            // A stage out of order also meets the wrong input; that follows from its place and is not told again.
            var isInOrder = IsInOrder(definition, plan, stages, findings);
            findings.AddRange(plan.Findings.Where(finding => isInOrder || finding.Path != definition.Path));
            if (!isInOrder || plan.Findings.Any(finding => finding.Severity == Severity.Error))
            {
                return new PipelinePlan(source, stages);
            }

            ParameterCheck.Require(plan, findings.Below(definition.Name));
            stages.Add(new PlannedStage(definition, plan) { Use = use });
            signal = plan.Output;
        }

        return new PipelinePlan(source, stages);
    }

    private static bool IsInOrder(ComponentDefinition definition, StagePlan plan, List<PlannedStage> before, FindingList findings)
    {
        // The first stage that stands further down the light than this one: before that it belongs.
        if (plan.Roles.Count == 0 || before.Find(stage => stage.Plan.Roles.Count > 0 && stage.Plan.Roles[^1] > plan.Roles[0]) is not { } later)
        {
            return true;
        }

        findings.Error(definition.Name,
            $"found '{definition.Id}' ({plan.Roles[0]}) behind '{later.Definition.Id}' ({later.Plan.Roles[^1]}); "
            + $"expected the order of the light: {string.Join(", ", Enum.GetNames<StageRole>())}. Move it before '{later.Definition.Name}'.");
        return false;
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Regularizers;

namespace DiffImaging.Engine.Experiments;

/// <summary>Plans the terms that act on object variables. The keys <c>target</c> and <c>weight</c> are the engine's,
/// the others the component's own.</summary>
internal sealed class TermPlanner(PluginCatalog catalog, PipelinePlan pipeline)
{
    public IReadOnlyList<PlannedRegularizer> PlanRegularizers(IReadOnlyList<ComponentDefinition> definitions, FindingList findings)
    {
        var result = new List<PlannedRegularizer>();
        foreach (var definition in definitions)
        {
            var place = findings.Below(definition.Path);
            var weight = TakeWeight(definition.Options, place.Below("weight"));
            if (Target(definition, place) is not { Object: { } variable } target)
            {
                continue;
            }

            if (catalog.Find<IRegularizerFactory>(definition.Id, out var problem) is not { } factory)
            {
                place.Error("id", problem);
                continue;
            }

            var use = catalog.Use(factory, definition);
            if (use.Plan(definition, findings, () => factory.Plan(definition, variable)) is not { } plan)
            {
                continue;
            }

            findings.AddRange(plan.Findings);
            result.Add(new PlannedRegularizer(definition.Name, target.Key, weight, plan) { Use = use });
        }

        return result;
    }

    public IReadOnlyList<PlannedConstraint> PlanConstraints(IReadOnlyList<ComponentDefinition> definitions, FindingList findings)
    {
        var result = new List<PlannedConstraint>();
        foreach (var definition in definitions)
        {
            var place = findings.Below(definition.Path);
            if (Target(definition, place) is not { Object: { } variable } target)
            {
                continue;
            }

            if (catalog.Find<IConstraintFactory>(definition.Id, out var problem) is not { } factory)
            {
                place.Error("id", problem);
                continue;
            }

            var use = catalog.Use(factory, definition);
            if (use.Plan(definition, findings, () => factory.Plan(definition, variable)) is not { } plan)
            {
                continue;
            }

            findings.AddRange(plan.Findings);
            result.Add(new PlannedConstraint(definition.Name, target.Key, plan) { Use = use });
        }

        return result;
    }

    private Variable? Target(ComponentDefinition definition, FindingList place)
    {
        var objects = pipeline.Variables.Where(variable => variable.Object is not null).ToList();
        var name = ComponentList.Take(definition.Options, "target");
        if (name is null && objects.Count == 1)
        {
            return objects[0];
        }

        var found = objects.Find(variable => variable.Key == name);
        if (found is null)
        {
            place.Error("target", $"found {(name is null ? "nothing" : $"'{name}'")}; {NearestName.Hint(name ?? "", [.. objects.Select(variable => variable.Key)])}.");
        }

        return found;
    }

    private static WeightOptions TakeWeight(JsonObject options, FindingList place)
    {
        var found = options.FirstOrDefault(pair => string.Equals(pair.Key, "weight", StringComparison.OrdinalIgnoreCase));
        if (found.Value is null)
        {
            place.Error("", "missing; the weight β of the regularizer, in the unit of the fidelity term.");
            return new WeightOptions();
        }

        options.Remove(found.Key);
        var section = found.Value as JsonObject ?? new JsonObject { ["start"] = found.Value.DeepClone() };
        return OptionsBinder.Bind<WeightOptions>(section, place);
    }
}

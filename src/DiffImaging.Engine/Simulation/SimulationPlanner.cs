using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Engine.Simulation;

/// <summary>Checks a definition that is to be simulated.</summary>
/// <param name="catalog">Where factories are found.</param>
/// <param name="files">Reads the arrays that options name; null where there are none.</param>
public sealed class SimulationPlanner(PluginCatalog catalog, IArrayFiles? files = null)
{
    /// <summary>Checks the definition.</summary>
    /// <param name="tree">The merged definition; its section <c>data</c> holds <see cref="SimulationOptions"/>.</param>
    /// <exception cref="ConfigurationException">The definition has errors.</exception>
    public SimulationPlan Plan(JsonObject tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var findings = new FindingList("");
        var place = findings.Below(ExperimentSections.Data);
        var options = OptionsBinder.Bind<SimulationOptions>(tree[ExperimentSections.Data] as JsonObject, place);
        if (findings.HasErrors)
        {
            throw new ConfigurationException([.. findings.ToList(), .. new ExperimentPlanner(catalog).CheckOptions(tree)]);
        }

        var (specimenUse, noiseUse) = (null as ComponentUse, null as ComponentUse);
        var specimen = Component(options.Specimen, "specimen", place) is { } chosen && Find<ISpecimenFactory>(chosen, place) is { } factory
            ? (specimenUse = catalog.Use(factory, chosen)).Plan(chosen, place, () => factory.Plan(chosen))
            : null;
        var noise = options.Noise is { } section && Component(section, "noise", place) is { } model && Find<INoiseModelFactory>(model, place) is { } noiseFactory
            ? (noiseUse = catalog.Use(noiseFactory, model)).Plan(model, place, () => noiseFactory.Plan(model))
            : null;
        findings.AddRange(specimen?.Findings ?? []);
        findings.AddRange(noise?.Findings ?? []);
        if (findings.HasErrors)
        {
            throw new ConfigurationException([.. findings.ToList(), .. new ExperimentPlanner(catalog).CheckOptions(tree)]);
        }

        var plan = new ExperimentPlanner(catalog, files).Plan(tree, new MeasurementDescription(options.Frames, options.Rows, options.Columns));
        foreach (var variable in plan.Pipeline.Variables.Where(variable => variable.Parameter is { Mode: ParameterMode.Sample, Prior: null }))
        {
            findings.Below(ExperimentSections.Pipeline).Below(variable.Stage).Below(variable.Name).Error(
                "prior", $"missing; '{variable.Key}' has the mode sample and is drawn from its prior: give its standard deviation.");
        }

        return findings.HasErrors ? throw new ConfigurationException(findings.ToList()) : new SimulationPlan(plan, specimen!, noise) { SpecimenUse = specimenUse!, NoiseUse = noiseUse, NoiseSeed = options.NoiseSeed };
    }

    private ComponentDefinition? Component(JsonObject section, string name, FindingList place)
    {
        var options = (JsonObject)section.DeepClone();
        if (ComponentList.Take(options, "id") is { Length: > 0 } id)
        {
            var definition = new ComponentDefinition(name, id, options, $"{ExperimentSections.Data}:{name}");
            return files is null ? definition : definition with { Files = files };
        }

        place.Error(name + ":id", "missing; it names the component, as 'describe' lists them.");
        return null;
    }

    private T? Find<T>(ComponentDefinition definition, FindingList place)
        where T : class, IComponentFactory
    {
        var factory = catalog.Find<T>(definition.Id, out var problem);
        if (factory is null)
        {
            place.Error(definition.Name + ":id", problem);
        }

        return factory;
    }
}

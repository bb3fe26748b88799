using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Starts;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Engine.Weights;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Engine.Experiments;

/// <summary>Turns a definition into a checked plan; everything that can be wrong without the pixels is found here.</summary>
/// <param name="catalog">Where factories are found.</param>
/// <param name="files">Reads the arrays that options name; null where there are none.</param>
public sealed class ExperimentPlanner(PluginCatalog catalog, IArrayFiles? files = null)
{
    /// <summary>Checks a definition.</summary>
    /// <param name="tree">The merged definition of <see cref="ExperimentLayers"/>.</param>
    /// <param name="measurement">Sizes of the measurement.</param>
    /// <exception cref="ConfigurationException">The definition has errors; every one is in it.</exception>
    public ExperimentPlan Plan(JsonObject tree, MeasurementDescription measurement)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(measurement);
        var findings = new FindingList("");
        CheckSections(tree, findings);
        var definition = ReadModality(tree, findings);
        if (definition is null || PlanModality(definition, measurement, findings) is not var (modality, modalityUse))
        {
            CheckUnplanned(tree, findings);
            throw new ConfigurationException(findings.ToList());
        }

        var resolved = TreeMerge.Merge(modality.Defaults, tree);
        var stages = Read(resolved, ExperimentSections.Pipeline, findings);
        var pipeline = PipelinePlanner.Plan(stages, modality.Source, catalog, findings.Below(ExperimentSections.Pipeline));
        if (findings.HasErrors)
        {
            CheckUnplanned(resolved, stages.Skip(pipeline.Stages.Count + 1), findings);
            throw new ConfigurationException(findings.ToList());
        }

        CheckPrediction(pipeline.Output, measurement, findings);

        var terms = new TermPlanner(catalog, pipeline);
        var regularizers = terms.PlanRegularizers(Read(resolved, ExperimentSections.Regularizers, findings), findings);
        var schedule = SchedulePlanner.Plan(resolved, pipeline, modality.FrameSets, findings);
        var (fidelity, fidelityUse) = PlanFidelity(resolved, pipeline.Output, findings);
        var plan = new ExperimentPlan
        {
            Resolved = resolved,
            ModalityDefinition = definition,
            Modality = modality,
            ModalityUse = modalityUse,
            Pipeline = pipeline,
            Fidelity = fidelity,
            FidelityUse = fidelityUse,
            Regularizers = regularizers,
            Constraints = terms.PlanConstraints(Read(resolved, ExperimentSections.Constraints, findings), findings),
            Schedule = schedule,
            Starts = StartCheck.Check(Bind<StartOptions>(resolved, ExperimentSections.Starts, findings), pipeline, schedule, findings),
            Weights = WeightChoiceCheck.Check(Bind<WeightChoiceOptions>(resolved, ExperimentSections.Weights, findings), regularizers, schedule, findings),
            Uncertainty = UncertaintyCheck.Check(Bind<UncertaintyOptions>(resolved, ExperimentSections.Uncertainty, findings), pipeline, modality.FrameSets, findings),
            Run = Bind<RunOptions>(resolved, ExperimentSections.Run, findings),
            Output = Bind<OutputOptions>(resolved, ExperimentSections.Output, findings),
            Warnings = findings.ToList(),
        };
        ThrowOnErrors(findings);
        ForgetLimit(resolved);
        ModeCheck.Warn(plan, tree, findings);
        return plan with { Warnings = findings.ToList() };
    }

    // A limit is the machine's, not the experiment's: a run may go on elsewhere, under another one.
    private static void ForgetLimit(JsonObject resolved)
    {
        if (resolved[ExperimentSections.Run] is JsonObject run)
        {
            ComponentList.Take(run, nameof(RunOptions.MemoryLimit));
        }
    }

    /// <summary>Finds the mistakes that can be found without a measurement: in the options of the modality, of components given
    /// as a list, and of the engine's own sections.</summary>
    /// <param name="tree">The merged definition of <see cref="ExperimentLayers"/>.</param>
    public IReadOnlyList<Finding> CheckOptions(JsonObject tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var findings = new FindingList("");
        CheckSections(tree, findings);
        if (ReadModality(tree, findings) is { } definition)
        {
            new OptionCheck(catalog, findings).Modality(definition);
        }

        CheckUnplanned(tree, findings);
        return findings.ToList();
    }

    // The modality gave no plan, so that its defaults are not known: only what the definition gives in full is checked.
    private void CheckUnplanned(JsonObject tree, FindingList findings)
    {
        var check = new OptionCheck(catalog, findings);
        check.Stages(check.List(tree, ExperimentSections.Pipeline));
        check.Terms(tree);
        CheckOwnSections(tree, findings);
    }

    // The pipeline has an error, so that what follows it cannot be planned.
    private void CheckUnplanned(JsonObject resolved, IEnumerable<ComponentDefinition> laterStages, FindingList findings)
    {
        var check = new OptionCheck(catalog, findings);
        check.Stages(laterStages);
        check.Fidelity(resolved);
        check.Terms(resolved);
        CheckOwnSections(resolved, findings);
    }

    private static void CheckOwnSections(JsonObject tree, FindingList findings)
    {
        _ = Bind<StartOptions>(tree, ExperimentSections.Starts, findings);
        _ = Bind<WeightChoiceOptions>(tree, ExperimentSections.Weights, findings);
        _ = Bind<UncertaintyOptions>(tree, ExperimentSections.Uncertainty, findings);
        _ = Bind<RunOptions>(tree, ExperimentSections.Run, findings);
        _ = Bind<OutputOptions>(tree, ExperimentSections.Output, findings);
    }

    private ComponentDefinition? ReadModality(JsonObject tree, FindingList findings)
    {
        var before = findings.ToList().Count;
        var definition = ComponentList.ReadSingle(tree, ExperimentSections.Modality, findings);
        if (definition is null && findings.ToList().Count == before)
        {
            findings.Error(ExperimentSections.Modality, "missing; it needs at least an id, such as \"inline-holography\".");
        }

        return definition is null ? null : WithFiles(definition);
    }

    private static void CheckSections(JsonObject tree, FindingList findings)
    {
        foreach (var (key, _) in tree.Where(pair => !ExperimentSections.All.Contains(pair.Key)))
        {
            findings.Error(key, $"unknown section '{key}'; {NearestName.Hint(key, [.. ExperimentSections.All])}.");
        }
    }

    private (ModalityPlan Plan, ComponentUse Use)? PlanModality(ComponentDefinition definition, MeasurementDescription measurement, FindingList findings)
    {
        if (catalog.Find<IModalityFactory>(definition.Id, out var problem) is not { } factory)
        {
            findings.Error(ExperimentSections.Modality + ":id", problem);
            return null;
        }

        var use = catalog.Use(factory, definition);
        var plan = use.Plan(definition, findings, () => factory.Plan(definition, measurement));
        findings.AddRange(plan?.Findings ?? []);
        return plan?.Findings.Any(finding => finding.Severity == Severity.Error) != false ? null : (plan, use);
    }

    private (ComponentPlan<IFidelity> Plan, ComponentUse Use) PlanFidelity(JsonObject tree, SignalDescription prediction, FindingList findings)
    {
        var none = (new ComponentPlan<IFidelity>(_ => throw new InvalidOperationException("The fidelity term has errors.")), ComponentUse.Of(new ComponentDefinition("", "", [], "")));
        if (ComponentList.ReadSingle(tree, ExperimentSections.Fidelity, findings) is not { } definition)
        {
            findings.Error(ExperimentSections.Fidelity, "missing, and the modality has no default.");
            return none;
        }

        if (catalog.Find<IFidelityFactory>(definition.Id, out var problem) is not { } factory)
        {
            findings.Error(ExperimentSections.Fidelity + ":id", problem);
            return none;
        }

        var use = catalog.Use(factory, definition);
        var plan = use.Plan(definition, findings, () => factory.Plan(WithFiles(definition), prediction));
        findings.AddRange(plan?.Findings ?? []);
        return plan is null ? none : (plan, use);
    }

    private IReadOnlyList<ComponentDefinition> Read(JsonObject tree, string section, FindingList findings) =>
        [.. ComponentList.Read(tree, section, findings).Select(WithFiles)];

    private ComponentDefinition WithFiles(ComponentDefinition definition) => files is null ? definition : definition with { Files = files };

    private static T Bind<T>(JsonObject tree, string section, FindingList findings)
        where T : class
    {
        if (tree[section] is { } node and not JsonObject)
        {
            findings.Error(section, $"found {(node is JsonArray ? "a list" : $"'{node}'")}, expected an object in braces.");
        }

        return OptionsBinder.Bind<T>(tree[section] as JsonObject, findings.Below(section));
    }

    private static void CheckPrediction(SignalDescription prediction, MeasurementDescription measurement, FindingList findings)
    {
        if (prediction.Domain != SignalDomain.Intensity)
        {
            findings.Error(ExperimentSections.Pipeline, $"it ends with a {prediction.Domain}, expected an {SignalDomain.Intensity}: a sensor is missing at its end.");
        }
        else if ((prediction.Grid.Rows, prediction.Grid.Columns, prediction.Frames) != (measurement.Rows, measurement.Columns, measurement.Frames))
        {
            findings.Error(ExperimentSections.Pipeline,
                $"it predicts {prediction.Frames} frame(s) of {prediction.Grid.Rows} × {prediction.Grid.Columns}, but the measurement has {measurement.Frames} of {measurement.Rows} × {measurement.Columns}.");
        }
    }

    private static void ThrowOnErrors(FindingList findings)
    {
        if (findings.HasErrors)
        {
            throw new ConfigurationException(findings.ToList());
        }
    }
}

using System.Reflection;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Experiments;

/// <summary>Checks ids and options of components where a plan cannot be made because of an error elsewhere, so that one look
/// shows every mistake.</summary>
internal sealed class OptionCheck(PluginCatalog catalog, FindingList findings)
{
    private static readonly MethodInfo Binding = typeof(OptionsBinder).GetMethod(nameof(OptionsBinder.Bind))!;

    /// <summary>Checks the modality's own options.</summary>
    public void Modality(ComponentDefinition definition) => Check<IModalityFactory>(definition, definition.Path + ":id");

    /// <summary>Checks stages.</summary>
    public void Stages(IEnumerable<ComponentDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            Check<IForwardStageFactory>(definition, definition.Path);
        }
    }

    /// <summary>Checks the fidelity term of a definition with all defaults filled in.</summary>
    public void Fidelity(JsonObject resolved)
    {
        if (ComponentList.ReadSingle(resolved, ExperimentSections.Fidelity, findings) is { } definition)
        {
            Check<IFidelityFactory>(definition, definition.Path + ":id");
        }
    }

    /// <summary>Checks regularizers and constraints, where they are given as lists.</summary>
    public void Terms(JsonObject tree)
    {
        Terms<IRegularizerFactory>(tree, ExperimentSections.Regularizers);
        Terms<IConstraintFactory>(tree, ExperimentSections.Constraints);
    }

    /// <summary>The components of a section, where it is given as a list.</summary>
    public IReadOnlyList<ComponentDefinition> List(JsonObject tree, string section) =>
        tree[section] is JsonArray ? ComponentList.Read(tree, section, findings) : [];

    private void Terms<T>(JsonObject tree, string section)
        where T : class, IComponentFactory
    {
        foreach (var definition in List(tree, section))
        {
            // These two are the engine's; an object variable is needed to judge them.
            ComponentList.Take(definition.Options, "weight");
            ComponentList.Take(definition.Options, "target");
            Check<T>(definition, definition.Path + ":id");
        }
    }

    private void Check<T>(ComponentDefinition definition, string idPath)
        where T : class, IComponentFactory
    {
        if (catalog.Find<T>(definition.Id, out var problem) is { } factory)
        {
            Bind(factory.OptionsType, definition.Options, findings.Below(definition.Path));
        }
        else
        {
            findings.Error(idPath, problem);
        }
    }

    private static void Bind(Type type, JsonObject options, FindingList place)
    {
        if (!type.IsClass || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
        {
            return;
        }

        try
        {
            Binding.MakeGenericMethod(type).Invoke(null, [options, place]);
        }
        catch (TargetInvocationException)
        {
            // A record of a plugin: what its constructor throws is told when it is planned.
        }
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Batches;

/// <summary>What a definition with a section <c>batch</c> becomes.</summary>
/// <param name="Definition">The definition without that section.</param>
/// <param name="Options">The section.</param>
/// <param name="Children">The experiments, in the order of the sweeps, files, frames and tiles; the last turns fastest.</param>
internal sealed record BatchPlan(JsonObject Definition, BatchOptions Options, IReadOnlyList<BatchChild> Children)
{
    /// <summary>Whether the objects of the children are laid side by side.</summary>
    public bool HasTiles => Options.Foreach?.Tiles is not null;

    /// <summary>What people call it; empty where the definition does not say.</summary>
    public string Title => (Definition[ExperimentSections.Output] as JsonObject)?["title"]?.ToString() ?? "";

    /// <summary>The definition of a child.</summary>
    /// <exception cref="ConfigurationException">The child's layer addresses what is not there.</exception>
    public JsonObject Of(BatchChild child) => ExperimentLayers.Overlay(Definition, child.Overlay);

    /// <summary>A definition without its section <c>batch</c>.</summary>
    public static JsonObject WithoutBatch(JsonObject tree)
    {
        var rest = (JsonObject)tree.DeepClone();
        rest.Remove(ExperimentSections.Batch);
        return rest;
    }

    /// <summary>The whole definition, with the files of <c>foreach</c> named one by one in place of patterns.</summary>
    /// <param name="tree">The merged definition.</param>
    public JsonObject WithFilesNamed(JsonObject tree)
    {
        var named = (JsonObject)tree.DeepClone();
        if (Options.Foreach is { Files.Count: > 0 })
        {
            var files = Children.Select(child => (string)child.Overlay[ExperimentSections.Data]!["measurement"]!).Distinct();
            var section = (JsonObject)Find((JsonObject)Find(named, ExperimentSections.Batch)!, nameof(BatchOptions.Foreach))!;
            section[Key(section, nameof(ForeachOptions.Files))] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]);
        }

        return named;
    }

    /// <summary>Finds the children of a definition; null where it has no section <c>batch</c>.</summary>
    /// <param name="tree">The merged definition.</param>
    /// <param name="paths">Where its paths lead.</param>
    /// <exception cref="ConfigurationException">The section has mistakes.</exception>
    public static BatchPlan? Read(JsonObject tree, ExperimentPaths paths)
    {
        if (tree[ExperimentSections.Batch] is not { } section)
        {
            return null;
        }

        var findings = new FindingList(ExperimentSections.Batch);
        var options = OptionsBinder.Bind<BatchOptions>(section as JsonObject, findings);
        ThrowOnErrors(findings);
        var axes = new BatchAxes(WithoutBatch(tree), options, paths, findings);
        var children = axes.Children();
        ThrowOnErrors(findings);
        return new BatchPlan(WithoutBatch(tree), options, children);
    }

    private static JsonNode? Find(JsonObject section, string key) => section[Key(section, key)];

    // Keys are read without regard to case.
    private static string Key(JsonObject section, string key) => section.Select(pair => pair.Key).First(name => name.Equals(key, StringComparison.OrdinalIgnoreCase));

    private static void ThrowOnErrors(FindingList findings)
    {
        if (findings.HasErrors)
        {
            throw new ConfigurationException(findings.ToList());
        }
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Experiments;

namespace DiffImaging.Host.Batches;

/// <summary>A definition that was checked: an experiment, or a batch of them.</summary>
/// <param name="Name">Name of the definition.</param>
/// <param name="Experiment">The experiment; of a batch the first.</param>
/// <param name="Batch">The batch; null where it is none.</param>
internal sealed record CheckedDefinition(string Name, LoadedExperiment Experiment, BatchPlan? Batch)
{
    /// <summary>Checks a definition, of a batch every child; no pixel is read.</summary>
    /// <exception cref="ConfigurationException">It has mistakes.</exception>
    public static CheckedDefinition Of(string name, JsonObject tree, ExperimentPaths paths, PluginCatalog catalog) =>
        BatchPlan.Read(tree, paths) is { } batch
            ? new CheckedDefinition(name, BatchCheck.Check(batch, paths, catalog), batch)
            : new CheckedDefinition(name, LoadedExperiment.Load(name, tree, paths, catalog), null);
}

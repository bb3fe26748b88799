using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Memory;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Host.Experiments;

namespace DiffImaging.Host.Batches;

/// <summary>A definition that was checked: an experiment, or a batch of them.</summary>
/// <param name="Name">Name of the definition.</param>
/// <param name="Experiment">The experiment; of a batch the first.</param>
/// <param name="Memory">What a run of it is expected to hold; of a batch that of the largest of its experiments.</param>
/// <param name="Uses">Components that it uses; of a batch one of every plugin that any of its experiments uses.</param>
/// <param name="Batch">The batch; null where it is none.</param>
internal sealed record CheckedDefinition(string Name, LoadedExperiment Experiment, MemoryEstimate Memory, IReadOnlyList<ComponentUse> Uses, BatchPlan? Batch)
{
    /// <summary>Checks a definition, of a batch every child; no pixel is read.</summary>
    /// <exception cref="ConfigurationException">It has mistakes.</exception>
    public static CheckedDefinition Of(string name, JsonObject tree, ExperimentPaths paths, PluginCatalog catalog)
    {
        if (BatchPlan.Read(tree, paths) is { } batch)
        {
            var (first, memory, uses) = BatchCheck.Check(batch, paths, catalog);
            return new CheckedDefinition(name, first, memory, uses, batch);
        }

        var experiment = LoadedExperiment.Load(name, tree, paths, catalog);
        return new CheckedDefinition(name, experiment, experiment.Memory, experiment.Uses, null);
    }
}

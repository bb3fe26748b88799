using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Memory;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Host.Batches;

/// <summary>Checks the children of a batch as experiments.</summary>
internal static class BatchCheck
{
    // A mistake that all children share is told for the first of them.
    private const int MostMistaken = 3;

    /// <summary>Checks every child; no pixel is read.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="paths">Where the paths of its definition lead.</param>
    /// <param name="catalog">The plugins.</param>
    /// <returns>The first child, and what the largest of them is expected to hold, and a component of every plugin that any of them uses.</returns>
    /// <exception cref="ConfigurationException">Some have mistakes; those of the first few are in it, each with the child's name.</exception>
    public static (LoadedExperiment First, MemoryEstimate Memory, IReadOnlyList<ComponentUse> Uses) Check(BatchPlan batch, ExperimentPaths paths, PluginCatalog catalog)
    {
        var (first, memory, mistaken, mistakes) = ((LoadedExperiment?)null, new MemoryEstimate(0, 0, 0, 0), 0, new List<Finding>());
        var uses = new Dictionary<string, ComponentUse>(StringComparer.Ordinal);
        foreach (var child in batch.Children.TakeWhile(_ => mistaken < MostMistaken))
        {
            try
            {
                var experiment = LoadedExperiment.Load(child.Name, batch.Of(child), paths, catalog);
                first ??= experiment;
                memory = memory.Or(experiment.Memory);
                foreach (var use in experiment.Uses)
                {
                    uses.TryAdd(use.Plugin, use);
                }
            }
            catch (ConfigurationException exception)
            {
                mistaken++;
                mistakes.AddRange(exception.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding with { Message = $"{finding.Message} (child {child.Name})" }));
            }
        }

        return mistakes.Count > 0 ? throw new ConfigurationException(mistakes) : (first!, memory, [.. uses.Values]);
    }
}

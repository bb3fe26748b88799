using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Plugins;

namespace DiffImaging.Service.Inspection;

/// <summary>What is known of a definition before it becomes a job.</summary>
/// <param name="Mistakes">Its mistakes; empty for none.</param>
/// <param name="Memory">What a run of it is expected to hold, of a batch the largest of its experiments; null where nobody can tell.</param>
/// <param name="Batch">The experiments that it stands for; null where it is one by itself.</param>
internal sealed record InspectedDefinition(IReadOnlyList<ProblemFinding> Mistakes, MemoryNeed? Memory, JobBatch? Batch)
{
    /// <summary>What is known of the plugins that it needs, and of others.</summary>
    public InspectedPlugins Plugins { get; init; } = InspectedPlugins.Read(null);
}

using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Inspection;

/// <summary>What the inspection of a definition has found.</summary>
/// <param name="Mistakes">Its mistakes; empty for none.</param>
/// <param name="Batch">The experiments that it stands for; null where it is one by itself.</param>
internal sealed record InspectedDefinition(IReadOnlyList<ProblemFinding> Mistakes, JobBatch? Batch);

namespace DiffImaging.Service.Jobs;

/// <summary>What makes a submission a batch: experiments that run by themselves, and the job itself joins what came of them.</summary>
/// <param name="Children">The experiments.</param>
/// <param name="MostFailures">How many of them may fail before the others are cancelled.</param>
/// <param name="Joins">What the names of the files end with that are needed of their results.</param>
public sealed record JobBatch(IReadOnlyList<JobChild> Children, long MostFailures, IReadOnlyList<string> Joins);

namespace DiffImaging.Service.Api;

/// <summary>A page of a list of jobs, newest first.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Next">The query of the next page; null on the last one.</param>
public sealed record JobPage(IReadOnlyList<JobDocument> Jobs, string? Next);

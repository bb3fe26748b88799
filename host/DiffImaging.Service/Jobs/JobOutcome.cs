namespace DiffImaging.Service.Jobs;

/// <summary>How an attempt at a job ended.</summary>
/// <param name="State">The state it leaves the job in.</param>
/// <param name="Message">Why it failed or what else should be known; empty for nothing.</param>
/// <param name="Summary">Status, estimates and figures of the result as JSON; null without a result.</param>
public sealed record JobOutcome(JobState State, string Message = "", string? Summary = null);

using System.Text.Json.Nodes;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Api;

/// <summary>A job as the API tells it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Priority">Which of two waiting jobs is taken first.</param>
/// <param name="Submitted">When it was submitted.</param>
/// <param name="Started">When a node first took it.</param>
/// <param name="Ended">When it reached a final state.</param>
/// <param name="Node">The node that runs it, or ran it last.</param>
/// <param name="Attempt">How many times a node has taken it.</param>
/// <param name="Message">Why it failed or what else should be known.</param>
/// <param name="Progress">The latest progress: phase, iteration, budget, fidelity, parameters.</param>
/// <param name="Memory">Bytes that a run of it is expected to hold.</param>
/// <param name="Result">Status, estimates and figures of the result.</param>
/// <param name="Parent">The batch that it is a child of.</param>
/// <param name="Children">Of a batch: how many children are in each state.</param>
public sealed record JobDocument(
    string Id, string Name, JobState State, JobPriority Priority, DateTimeOffset Submitted, DateTimeOffset? Started, DateTimeOffset? Ended,
    string? Node, long Attempt, string Message, long? Memory, JsonNode? Progress, JsonNode? Result, string? Parent, IReadOnlyDictionary<JobState, long>? Children)
{
    /// <summary>Makes it of a job.</summary>
    public static JobDocument Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new JobDocument(
            job.Id, job.Name, job.State, job.Priority, job.Submitted, job.Started, job.Ended, job.Node, job.Attempt, job.Message, job.Memory,
            job.Progress is null ? null : JsonNode.Parse(job.Progress), job.Summary is null ? null : JsonNode.Parse(job.Summary), job.Parent, job.Children);
    }
}

using System.Data.Common;
using Dapper;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Storage;

/// <summary>The children of batches in the table of jobs: rows with a parent, whose definition is the parent's.</summary>
internal static class BatchRows
{
    /// <summary>Adds the children of a batch that was added in the same transaction; none for what is no batch.</summary>
    public static Task AddAsync(DbConnection connection, DbTransaction transaction, string now, JobSubmission submission, CancellationToken cancellation) =>
        connection.ExecuteAsync(Call($"""
            INSERT INTO diffimaging_jobs (id, name, state, priority, definition, submitted, time_limit, memory, parent, overlay)
            VALUES (@Id, @Name, 'queued', @Priority, '', {now}, @TimeLimit, @Memory, @Parent, @Overlay)
            """,
            (submission.Batch?.Children ?? []).Select((child, index) => new
            {
                Id = JobId.OfChild(submission.Id, index + 1),
                child.Name,
                Priority = (long)submission.Priority,
                submission.TimeLimit,
                submission.Memory,
                Parent = submission.Id,
                child.Overlay,
            }).ToList(),
            cancellation,
            transaction));

    /// <summary>The children of a batch as they were submitted.</summary>
    public static async Task<IReadOnlyList<JobChild>> ChildrenAsync(DbConnection connection, string batch, CancellationToken cancellation) =>
        [.. (await connection.QueryAsync<(string Name, string Overlay)>(Call("SELECT name, overlay FROM diffimaging_jobs WHERE parent = @batch ORDER BY id", new { batch }, cancellation)))
            .Select(child => new JobChild(child.Name, child.Overlay))];

    /// <summary>A job, with how many children are in each state where it is a batch.</summary>
    public static async Task<Job> ToJobAsync(DbConnection connection, JobRow row, CancellationToken cancellation)
    {
        if (row.MostFailures is null)
        {
            return row.ToJob();
        }

        var counts = await connection.QueryAsync<(string State, long Count)>(Call(
            "SELECT state, count(*) FROM diffimaging_jobs WHERE parent = @Id GROUP BY state", new { row.Id }, cancellation));
        return row.ToJob(counts.ToDictionary(pair => Enum.Parse<JobState>(pair.State, ignoreCase: true), pair => pair.Count));
    }

    private static CommandDefinition Call(string text, object parameters, CancellationToken cancellation, DbTransaction? transaction = null) =>
        new(text, parameters, transaction, cancellationToken: cancellation);
}

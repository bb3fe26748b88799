using System.Data.Common;
using Dapper;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Storage;

/// <summary>Jobs in a table of our own, in SQLite or PostgreSQL.</summary>
/// <param name="database">The database.</param>
/// <param name="silence">Time without a heartbeat after which a node counts as dead.</param>
internal sealed class SqlJobStore(IDatabase database, TimeSpan silence) : IJobStore
{
    private const int IdsAtOnce = 500;
    private const string Queued = "'queued'";
    private const string Running = "'running'";
    private const string Interrupted = "'interrupted'";

    static SqlJobStore() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private const string Open = $"state IN ({Queued}, {Interrupted}, {Running})";
    private const string Lost = "state IN ('failed', 'cancelled')";
    private const string Again = $"UPDATE diffimaging_jobs SET state = {Queued}, cancel_requested = 0, ended = NULL, message = '', progress = NULL, summary = NULL";

    // What runs is told to end; what waits has ended.
    private string Cancel => $"""
        UPDATE diffimaging_jobs SET cancel_requested = 1,
            ended = CASE WHEN state = {Running} THEN ended ELSE {database.Now} END,
            state = CASE WHEN state = {Running} THEN state ELSE 'cancelled' END
        """;

    private string Dead => FormattableString.Invariant($"(state = {Running} AND heartbeat < {database.Now} - {(long)silence.TotalMilliseconds})");

    // Children that have not ended hold their batch back.
    private const string Unfinished = $"EXISTS (SELECT 1 FROM diffimaging_jobs child WHERE child.parent = diffimaging_jobs.id AND child.state IN ({Queued}, {Running}, {Interrupted}))";

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await JobTable.PrepareAsync(database, connection, cancellation);
    }

    public async Task<(Job Job, bool IsNew)> AddAsync(JobSubmission submission, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(submission);
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await database.BeginAsync(connection, cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<JobRow>(Call($"""
            INSERT INTO diffimaging_jobs (id, name, state, priority, definition, submitted, time_limit, idempotency_key, memory, most_failures, joins)
            VALUES (@Id, @Name, {Queued}, @Priority, @Definition, {database.Now}, @TimeLimit, @IdempotencyKey, @Memory, @MostFailures, @Joins)
            ON CONFLICT DO NOTHING RETURNING {JobRow.Columns}
            """,
            new
            {
                submission.Id,
                submission.Name,
                Priority = (long)submission.Priority,
                submission.Definition,
                submission.TimeLimit,
                submission.IdempotencyKey,

                // That of its experiments: joining them needs little of it.
                Memory = submission.Batch is null ? submission.Memory : null,
                submission.Batch?.MostFailures,
                Joins = submission.Batch is { } batch ? string.Join('\n', batch.Joins) : null,
            },
            cancellation,
            transaction));
        if (row is not null)
        {
            await BatchRows.AddAsync(connection, transaction, database.Now, submission, cancellation);
            await transaction.CommitAsync(cancellation);
            return (await BatchRows.ToJobAsync(connection, row, cancellation), true);
        }

        await transaction.RollbackAsync(cancellation);

        // The key was given before, or this very job was added and the answer lost with the connection.
        var first = await connection.QuerySingleAsync<JobRow>(Call(
            $"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE id = @Id OR idempotency_key = @IdempotencyKey", new { submission.Id, submission.IdempotencyKey }, cancellation));
        return (await BatchRows.ToJobAsync(connection, first, cancellation), first.Id == submission.Id);
    }

    public async Task<Job?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await RowAsync(connection, id, cancellation) is { } row ? await BatchRows.ToJobAsync(connection, row, cancellation) : null;
    }

    public async Task<JobWork?> FindWorkAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var (definition, inputs, overlay, mostFailures, joins) = await connection.QuerySingleOrDefaultAsync<(string?, string?, string?, long?, string?)>(Call("""
            SELECT owner.definition, owner.id, job.overlay, job.most_failures, job.joins
            FROM diffimaging_jobs job JOIN diffimaging_jobs owner ON owner.id = COALESCE(job.parent, job.id) WHERE job.id = @id
            """,
            new { id },
            cancellation));
        if (definition is null || inputs is null)
        {
            return null;
        }

        return new JobWork(definition, inputs) { Overlay = overlay, Batch = mostFailures is { } most ? new JobBatch(await BatchRows.ChildrenAsync(connection, id, cancellation), most, joins!.Split('\n')) : null };
    }

    public async Task<IReadOnlyList<Job>> FindChildrenAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<JobRow>(Call($"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE parent = @id ORDER BY id", new { id }, cancellation));
        return [.. rows.Select(row => row.ToJob())];
    }

    public async Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var conditions = new List<string> { query.Parent is null ? "parent IS NULL" : "parent = @Parent" };
        if (query.States.Count > 0)
        {
            conditions.Add($"state IN ({string.Join(", ", query.States.Select(state => $"'{state.Text()}'"))})");
        }

        if (query.Name is not null)
        {
            conditions.Add("lower(name) LIKE @Pattern ESCAPE '!'");
        }

        if (query.Before is not null)
        {
            conditions.Add("id < @Before");
        }

        if (query.After is not null)
        {
            conditions.Add("id > @After");
        }

        var pattern = query.Name?.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<JobRow>(Call(
            $"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE {string.Join(" AND ", conditions)} ORDER BY id {(query.Parent is null ? "DESC" : "")} LIMIT @Limit",
            new { Pattern = $"%{pattern}%", query.Before, query.After, query.Parent, query.Limit },
            cancellation));
        var jobs = new List<Job>();
        foreach (var row in rows)
        {
            jobs.Add(await BatchRows.ToJobAsync(connection, row, cancellation));
        }

        return jobs;
    }

    public async Task<IReadOnlyDictionary<JobState, long>> CountAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var counts = await connection.QueryAsync<(string State, long Count)>(Call("SELECT state, count(*) FROM diffimaging_jobs GROUP BY state", null, cancellation));
        return counts.ToDictionary(pair => Enum.Parse<JobState>(pair.State, ignoreCase: true), pair => pair.Count);
    }

    public async Task<long?> TryStartAsync(string id, string node, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<long?>(Call($"""
            UPDATE diffimaging_jobs
            SET state = {Running}, node = @node, attempt = attempt + 1, heartbeat = {database.Now}, started = COALESCE(started, {database.Now})
            WHERE id = @id AND cancel_requested = 0 AND (state IN ({Queued}, {Interrupted}) OR {Dead}) AND NOT {Unfinished}
            RETURNING attempt
            """,
            new { id, node },
            cancellation));
    }

    public async Task<JobLease> HeartbeatAsync(string id, long attempt, string? progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var requested = await connection.QuerySingleOrDefaultAsync<long?>(Call($"""
            UPDATE diffimaging_jobs SET heartbeat = {database.Now}, progress = COALESCE(@progress, progress)
            WHERE id = @id AND attempt = @attempt AND state = {Running} RETURNING cancel_requested
            """,
            new { id, attempt, progress },
            cancellation));
        return requested switch { null => JobLease.Lost, 0 => JobLease.Held, _ => JobLease.CancelRequested };
    }

    public async Task<bool> TryEndAsync(string id, long attempt, JobOutcome outcome, Func<DbTransaction, Task>? publish, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await database.BeginAsync(connection, cancellation);
        var ended = outcome.State.IsFinal() ? database.Now : "NULL";
        var changed = await connection.ExecuteAsync(Call($"""
            UPDATE diffimaging_jobs SET state = @State, ended = {ended}, message = @Message, summary = @Summary, heartbeat = NULL
            WHERE id = @id AND attempt = @attempt AND state = {Running}
            """,
            new { id, attempt, State = outcome.State.Text(), outcome.Message, outcome.Summary },
            cancellation,
            transaction));
        if (changed == 0)
        {
            // A commit whose answer was lost with the connection is asked for again.
            var row = await RowAsync(connection, id, cancellation);
            return row?.Attempt == attempt && row.State == outcome.State.Text();
        }

        // The row is held: no other attempt can end the job between the result's coming to its place and the state that says so.
        await (publish?.Invoke(transaction) ?? Task.CompletedTask);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public async Task<Job?> CancelAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(Call($"{Cancel} WHERE (id = @id OR parent = @id) AND {Open}", new { id }, cancellation));
        return await RowAsync(connection, id, cancellation) is { } row ? await BatchRows.ToJobAsync(connection, row, cancellation) : null;
    }

    public async Task<bool> TryRetryAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await database.BeginAsync(connection, cancellation);
        var retried = await connection.ExecuteAsync(Call(
            $"{Again} WHERE id = @id AND {Lost} AND NOT {Unfinished} AND NOT EXISTS (SELECT 1 FROM diffimaging_jobs batch WHERE batch.id = diffimaging_jobs.parent AND NOT (batch.state = {Queued}))",
            new { id },
            cancellation,
            transaction)) > 0;
        if (retried)
        {
            await connection.ExecuteAsync(Call($"{Again} WHERE parent = @id AND {Lost}", new { id }, cancellation, transaction));
            await transaction.CommitAsync(cancellation);
        }

        return retried;
    }

    public async Task<IReadOnlyList<Job>> FindWaitingAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);

        // A node that died while it should have ended a job cannot say so any more, nor one that stopped at that moment.
        await connection.ExecuteAsync(Call($"""
            UPDATE diffimaging_jobs SET
                state = CASE WHEN cancel_requested = 1 THEN 'cancelled' ELSE {Interrupted} END,
                ended = CASE WHEN cancel_requested = 1 THEN {database.Now} ELSE NULL END
            WHERE {Dead} OR (state = {Interrupted} AND cancel_requested = 1)
            """,
            null,
            cancellation));
        await connection.ExecuteAsync(Call($"""
            {Cancel} WHERE {Open} AND parent IN (SELECT batch.id FROM diffimaging_jobs batch
                WHERE batch.state = {Queued} AND batch.most_failures < (SELECT count(*) FROM diffimaging_jobs child WHERE child.parent = batch.id AND child.state = 'failed'))
            """,
            null,
            cancellation));
        var rows = await connection.QueryAsync<JobRow>(Call($"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE state IN ({Queued}, {Interrupted}) AND NOT {Unfinished}", null, cancellation));
        return [.. rows.Select(row => row.ToJob())];
    }

    public async Task<IReadOnlyList<string>> FindEndedAsync(TimeSpan age, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return [.. await connection.QueryAsync<string>(Call(
            $"SELECT id FROM diffimaging_jobs WHERE parent IS NULL AND state IN ('succeeded', 'failed', 'cancelled') AND ended < {database.Now} - @age AND NOT {Unfinished} ORDER BY ended LIMIT @limit",
            new { age = (long)age.TotalMilliseconds, limit },
            cancellation))];
    }

    public async Task<IReadOnlyList<string>> FindUnknownAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var unknown = new List<string>();
        foreach (var some in ids.Chunk(IdsAtOnce))
        {
            // Dapper writes a list out for one of the databases only.
            var parameters = new DynamicParameters(some.Select((id, index) => KeyValuePair.Create($"id{index}", (object)id)));
            var names = string.Join(", ", parameters.ParameterNames.Select(name => "@" + name));
            unknown.AddRange(some.Except(await connection.QueryAsync<string>(Call($"SELECT id FROM diffimaging_jobs WHERE id IN ({names})", parameters, cancellation))));
        }

        return unknown;
    }

    public async Task<bool> TryDeleteAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await database.BeginAsync(connection, cancellation);
        var deleted = await connection.ExecuteAsync(Call(
            $"DELETE FROM diffimaging_jobs WHERE id = @id AND parent IS NULL AND state IN ('succeeded', 'failed', 'cancelled') AND NOT {Unfinished}", new { id }, cancellation, transaction)) > 0;
        if (deleted)
        {
            await connection.ExecuteAsync(Call("DELETE FROM diffimaging_jobs WHERE parent = @id", new { id }, cancellation, transaction));
            await transaction.CommitAsync(cancellation);
        }

        return deleted;
    }

    private static Task<JobRow?> RowAsync(DbConnection connection, string id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<JobRow>(Call($"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE id = @id", new { id }, cancellation));

    private static CommandDefinition Call(string text, object? parameters, CancellationToken cancellation, DbTransaction? transaction = null) =>
        new(text, parameters, transaction, cancellationToken: cancellation);
}

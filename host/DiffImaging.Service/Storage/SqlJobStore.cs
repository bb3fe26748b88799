using System.Data.Common;
using Dapper;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Storage;

/// <summary>Jobs in a table of our own, in SQLite or PostgreSQL.</summary>
/// <param name="database">The database.</param>
/// <param name="silence">Time without a heartbeat after which a node counts as dead.</param>
internal sealed class SqlJobStore(IDatabase database, TimeSpan silence) : IJobStore
{
    private const string Queued = "'queued'";
    private const string Running = "'running'";
    private const string Interrupted = "'interrupted'";

    static SqlJobStore() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private string Dead => FormattableString.Invariant($"(state = {Running} AND heartbeat < {database.Now} - {(long)silence.TotalMilliseconds})");

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS diffimaging_jobs (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                state TEXT NOT NULL,
                priority BIGINT NOT NULL,
                definition TEXT NOT NULL,
                submitted BIGINT NOT NULL,
                started BIGINT,
                ended BIGINT,
                node TEXT,
                attempt BIGINT NOT NULL DEFAULT 0,
                heartbeat BIGINT,
                cancel_requested BIGINT NOT NULL DEFAULT 0,
                time_limit DOUBLE PRECISION,
                message TEXT NOT NULL DEFAULT '',
                progress TEXT,
                summary TEXT,
                idempotency_key TEXT UNIQUE
            );
            CREATE INDEX IF NOT EXISTS diffimaging_jobs_state ON diffimaging_jobs (state);
            """);
    }

    public async Task<(Job Job, bool IsNew)> AddAsync(JobSubmission submission, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(submission);
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<JobRow>(Call($"""
            INSERT INTO diffimaging_jobs (id, name, state, priority, definition, submitted, time_limit, idempotency_key)
            VALUES (@Id, @Name, {Queued}, @Priority, @Definition, {database.Now}, @TimeLimit, @IdempotencyKey)
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
            },
            cancellation));
        if (row is not null)
        {
            return (row.ToJob(), true);
        }

        // The key was given before, or this very job was added and the answer lost with the connection.
        var first = await connection.QuerySingleAsync<JobRow>(Call(
            $"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE id = @Id OR idempotency_key = @IdempotencyKey", new { submission.Id, submission.IdempotencyKey }, cancellation));
        return (first.ToJob(), first.Id == submission.Id);
    }

    public async Task<Job?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await RowAsync(connection, id, cancellation))?.ToJob();
    }

    public async Task<string?> FindDefinitionAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<string>(Call("SELECT definition FROM diffimaging_jobs WHERE id = @id", new { id }, cancellation));
    }

    public async Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var conditions = new List<string> { "1 = 1" };
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

        var pattern = query.Name?.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<JobRow>(Call(
            $"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT @Limit",
            new { Pattern = $"%{pattern}%", query.Before, query.Limit },
            cancellation));
        return [.. rows.Select(row => row.ToJob())];
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
            WHERE id = @id AND cancel_requested = 0 AND (state IN ({Queued}, {Interrupted}) OR {Dead})
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

    public async Task<bool> TryEndAsync(string id, long attempt, JobOutcome outcome, Action? publish, CancellationToken cancellation)
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
        publish?.Invoke();
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public async Task<Job?> CancelAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(Call($"""
            UPDATE diffimaging_jobs SET cancel_requested = 1,
                ended = CASE WHEN state = {Running} THEN ended ELSE {database.Now} END,
                state = CASE WHEN state = {Running} THEN state ELSE 'cancelled' END
            WHERE id = @id AND state IN ({Queued}, {Interrupted}, {Running})
            """,
            new { id },
            cancellation));
        return (await RowAsync(connection, id, cancellation))?.ToJob();
    }

    public async Task<bool> TryRetryAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(Call($"""
            UPDATE diffimaging_jobs SET state = {Queued}, cancel_requested = 0, ended = NULL, message = '', progress = NULL, summary = NULL
            WHERE id = @id AND state IN ('failed', 'cancelled')
            """,
            new { id },
            cancellation)) > 0;
    }

    public async Task<IReadOnlyList<Job>> FindWaitingAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);

        // A node that died while it should have ended a job cannot say so any more.
        await connection.ExecuteAsync(Call($"""
            UPDATE diffimaging_jobs SET
                state = CASE WHEN cancel_requested = 1 THEN 'cancelled' ELSE {Interrupted} END,
                ended = CASE WHEN cancel_requested = 1 THEN {database.Now} ELSE NULL END
            WHERE {Dead}
            """,
            null,
            cancellation));
        var rows = await connection.QueryAsync<JobRow>(Call($"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE state IN ({Queued}, {Interrupted})", null, cancellation));
        return [.. rows.Select(row => row.ToJob())];
    }

    public async Task<IReadOnlyList<string>> FindEndedAsync(TimeSpan age, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return [.. await connection.QueryAsync<string>(Call(
            $"SELECT id FROM diffimaging_jobs WHERE state IN ('succeeded', 'failed', 'cancelled') AND ended < {database.Now} - @age ORDER BY ended LIMIT @limit",
            new { age = (long)age.TotalMilliseconds, limit },
            cancellation))];
    }

    public async Task<bool> TryDeleteAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(Call(
            "DELETE FROM diffimaging_jobs WHERE id = @id AND state IN ('succeeded', 'failed', 'cancelled')", new { id }, cancellation)) > 0;
    }

    private static Task<JobRow?> RowAsync(DbConnection connection, string id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<JobRow>(Call($"SELECT {JobRow.Columns} FROM diffimaging_jobs WHERE id = @id", new { id }, cancellation));

    private static CommandDefinition Call(string text, object? parameters, CancellationToken cancellation, DbTransaction? transaction = null) =>
        new(text, parameters, transaction, cancellationToken: cancellation);
}

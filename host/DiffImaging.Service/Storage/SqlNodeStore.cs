using Dapper;
using DiffImaging.Service.Nodes;

namespace DiffImaging.Service.Storage;

/// <summary>Nodes in a table beside that of the jobs.</summary>
/// <param name="database">The database.</param>
/// <param name="silence">Time without a sign of life after which a node counts as dead.</param>
internal sealed class SqlNodeStore(IDatabase database, TimeSpan silence) : INodeStore
{
    private const long Forgotten = 24L * 3600 * 1000;

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await TableChanges.CreateAsync(connection,
            "CREATE TABLE IF NOT EXISTS diffimaging_nodes (name TEXT PRIMARY KEY, jobs BIGINT NOT NULL, memory_limit BIGINT NOT NULL, seen BIGINT NOT NULL)",
            cancellation);
    }

    public async Task SayAsync(string name, int jobs, long memoryLimit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition($"""
            INSERT INTO diffimaging_nodes (name, jobs, memory_limit, seen) VALUES (@name, @jobs, @memoryLimit, {database.Now})
            ON CONFLICT (name) DO UPDATE SET jobs = excluded.jobs, memory_limit = excluded.memory_limit, seen = excluded.seen
            """,
            new { name, jobs = (long)jobs, memoryLimit },
            cancellationToken: cancellation));
    }

    public async Task LeaveAsync(string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM diffimaging_nodes WHERE name = @name", new { name }, cancellationToken: cancellation));
    }

    public async Task<IReadOnlyList<Node>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<NodeRow>(new CommandDefinition(
            $"SELECT name, jobs, memory_limit AS MemoryLimit, seen, {database.Now} - seen AS age FROM diffimaging_nodes WHERE seen > {database.Now} - {Forgotten} ORDER BY name",
            cancellationToken: cancellation));
        return [.. rows.Select(row => new Node(row.Name, row.Jobs, row.MemoryLimit, DateTimeOffset.FromUnixTimeMilliseconds(row.Seen), row.Age <= silence.TotalMilliseconds))];
    }

    private sealed record NodeRow
    {
        public string Name { get; init; } = "";

        public long Jobs { get; init; }

        public long MemoryLimit { get; init; }

        public long Seen { get; init; }

        public long Age { get; init; }
    }
}

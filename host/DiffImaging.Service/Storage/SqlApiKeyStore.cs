using Dapper;
using DiffImaging.Service.Security;

namespace DiffImaging.Service.Storage;

/// <summary>Keys in a table beside that of the jobs.</summary>
/// <param name="database">The database.</param>
internal sealed class SqlApiKeyStore(IDatabase database) : IApiKeyStore
{
    private const string Columns = "id, name, role, created, hash";

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await TableChanges.CreateAsync(connection,
            "CREATE TABLE IF NOT EXISTS diffimaging_keys (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, created BIGINT NOT NULL, hash TEXT NOT NULL)",
            cancellation);
    }

    public async Task<(ApiKey Key, string Text)> AddAsync(string name, ApiRole role, CancellationToken cancellation)
    {
        var text = KeyText.Create();
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleAsync<KeyRow>(new CommandDefinition(
            $"INSERT INTO diffimaging_keys ({Columns}) VALUES (@Id, @name, @Role, {database.Now}, @Hash) RETURNING {Columns}",
            new { text.Id, name, Role = role.ToString(), text.Hash },
            cancellationToken: cancellation));
        return (row.ToKey(), text.ToString());
    }

    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancellation)
    {
        if (KeyText.Parse(text) is not { } key)
        {
            return null;
        }

        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<KeyRow>(new CommandDefinition(
            $"SELECT {Columns} FROM diffimaging_keys WHERE id = @Id", new { key.Id }, cancellationToken: cancellation));
        return row is not null && key.Has(row.Hash) ? row.ToKey() : null;
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<KeyRow>(new CommandDefinition($"SELECT {Columns} FROM diffimaging_keys ORDER BY created, id", cancellationToken: cancellation));
        return [.. rows.Select(row => row.ToKey())];
    }

    public async Task<bool> TryRemoveAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition("DELETE FROM diffimaging_keys WHERE id = @id", new { id }, cancellationToken: cancellation)) > 0;
    }

    private sealed record KeyRow
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Role { get; init; } = "";

        public long Created { get; init; }

        public string Hash { get; init; } = "";

        public ApiKey ToKey() => new(Id, Name, Enum.Parse<ApiRole>(Role), DateTimeOffset.FromUnixTimeMilliseconds(Created));
    }
}

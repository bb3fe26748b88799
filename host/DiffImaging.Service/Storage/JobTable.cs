using System.Data.Common;
using Dapper;

namespace DiffImaging.Service.Storage;

/// <summary>The table of jobs; one that an earlier version made gets the columns that came later.</summary>
internal static class JobTable
{
    private const string Name = "diffimaging_jobs";

    private const string Create = $"""
        CREATE TABLE IF NOT EXISTS {Name} (
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
        CREATE INDEX IF NOT EXISTS {Name}_state ON {Name} (state);
        """;

    private static readonly (string Column, string Type)[] Later =
    [
        ("parent", "TEXT"), ("overlay", "TEXT"), ("most_failures", "BIGINT"), ("joins", "TEXT"),
    ];

    /// <summary>Makes it, or what is missing of it.</summary>
    public static async Task PrepareAsync(DbConnection connection, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(new CommandDefinition(Create, cancellationToken: cancellation));
        var known = await ColumnsAsync(connection, cancellation);
        foreach (var (column, type) in Later.Where(later => !known.Contains(later.Column)))
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition($"ALTER TABLE {Name} ADD COLUMN {column} {type}", cancellationToken: cancellation));
            }
            catch (DbException)
            {
                // Another node that starts at the same time was faster.
                if (!(await ColumnsAsync(connection, cancellation)).Contains(column))
                {
                    throw;
                }
            }
        }

        await connection.ExecuteAsync(new CommandDefinition($"CREATE INDEX IF NOT EXISTS {Name}_parent ON {Name} (parent)", cancellationToken: cancellation));
    }

    private static async Task<HashSet<string>> ColumnsAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {Name} WHERE 1 = 0";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}

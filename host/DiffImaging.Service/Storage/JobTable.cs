using System.Data.Common;

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
        ("memory", "BIGINT"), ("parent", "TEXT"), ("overlay", "TEXT"), ("most_failures", "BIGINT"), ("joins", "TEXT"),
    ];

    /// <summary>Makes it, or what is missing of it.</summary>
    public static async Task PrepareAsync(IDatabase database, DbConnection connection, CancellationToken cancellation)
    {
        await TableChanges.CreateAsync(connection, Create, cancellation);
        foreach (var (column, type) in Later)
        {
            await database.AddColumnAsync(connection, Name, column, type, cancellation);
        }

        await TableChanges.CreateAsync(connection, $"CREATE INDEX IF NOT EXISTS {Name}_parent ON {Name} (parent)", cancellation);
    }
}

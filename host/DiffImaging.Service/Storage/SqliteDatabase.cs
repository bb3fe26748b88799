using System.Data.Common;
using Microsoft.Data.Sqlite;
using Quartz;

namespace DiffImaging.Service.Storage;

/// <summary>The embedded default: one file, for one service.</summary>
/// <param name="file">Path of the file; it is made where it is missing.</param>
internal sealed class SqliteDatabase(string file) : IDatabase
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();

    public string Now => "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    public string Columns => "SELECT name FROM pragma_table_info(@table)";

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellation);
        using var settings = connection.CreateCommand();

        // Readers do not wait for the writer; a commit is on disk before it is told.
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        await settings.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    // Deferred transactions that turn to writing fail at once where another one writes; immediate ones wait.
    public Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public void Use(IPersistentStoreBuilder store) => store.UseSqlite(SqliteFactory.Instance, _connection);
}

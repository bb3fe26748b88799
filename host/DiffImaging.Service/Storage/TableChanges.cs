using System.Data.Common;
using Dapper;

namespace DiffImaging.Service.Storage;

/// <summary>Makes tables, and changes those that an earlier version made; several nodes may do so at once.</summary>
internal static class TableChanges
{
    private const int MostTries = 10;

    /// <summary>Makes what is missing: <c>CREATE … IF NOT EXISTS</c>, which fails in PostgreSQL where another node makes the same at the same time.</summary>
    public static async Task CreateAsync(DbConnection connection, string statement, CancellationToken cancellation)
    {
        for (var tries = MostTries; ; tries--)
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition(statement, cancellationToken: cancellation));
                return;
            }
            catch (Npgsql.PostgresException exception) when (tries > 1 && exception.SqlState is (Npgsql.PostgresErrorCodes.UniqueViolation or Npgsql.PostgresErrorCodes.DuplicateTable))
            {
                // It is told once the other one has come to its end: what is still missing is made at the next try.
            }
        }
    }

    /// <summary>Adds a column where it is missing.</summary>
    public static async Task AddColumnAsync(this IDatabase database, DbConnection connection, string table, string column, string type, CancellationToken cancellation)
    {
        if (await HasAsync(database, connection, table, column, cancellation))
        {
            return;
        }

        try
        {
            await connection.ExecuteAsync(new CommandDefinition($"ALTER TABLE {table} ADD COLUMN {column} {type}", cancellationToken: cancellation));
        }
        catch (DbException)
        {
            // Another node was faster.
            if (!await HasAsync(database, connection, table, column, cancellation))
            {
                throw;
            }
        }
    }

    private static async Task<bool> HasAsync(IDatabase database, DbConnection connection, string table, string column, CancellationToken cancellation) =>
        (await connection.QueryAsync<string>(new CommandDefinition(database.Columns, new { table }, cancellationToken: cancellation))).Contains(column);
}

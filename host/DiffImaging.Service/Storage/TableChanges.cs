using System.Data.Common;
using Dapper;

namespace DiffImaging.Service.Storage;

/// <summary>Changes of tables that an earlier version made.</summary>
internal static class TableChanges
{
    /// <summary>Adds a column where it is missing; several nodes may do so at once.</summary>
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

using System.Data.Common;
using Quartz;

namespace DiffImaging.Service.Storage;

/// <summary>What differs between the databases that jobs are kept in.</summary>
internal interface IDatabase
{
    /// <summary>The present time in milliseconds since 1970, by the database's own clock: the clocks of nodes differ.</summary>
    string Now { get; }

    /// <summary>Asks for the names of a table's columns, the table as <c>@table</c>.</summary>
    string Columns { get; }

    /// <summary>Opens a connection.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Begins a transaction that will write.</summary>
    Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Has Quartz keep its own tables here too.</summary>
    void Use(IPersistentStoreBuilder store);
}

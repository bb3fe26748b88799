using System.Data.Common;
using Npgsql;
using Quartz;

namespace DiffImaging.Service.Storage;

/// <summary>The database that several machines share.</summary>
/// <param name="connectionString">Where it is and who asks.</param>
internal sealed class PostgresDatabase(string connectionString) : IDatabase, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public string Now => "CAST(extract(epoch from clock_timestamp()) * 1000 AS bigint)";

    public string Columns => "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table";

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    public async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) => await connection.BeginTransactionAsync(cancellation);

    public void Use(IPersistentStoreBuilder store)
    {
        store.UsePostgres(NpgsqlFactory.Instance, connectionString);
        store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(2));
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}

using DiffImaging.Service.Options;

namespace DiffImaging.Service.Storage;

/// <summary>Chooses the database that the settings mean.</summary>
internal static class Databases
{
    public static IDatabase Of(StoreOptions options, DataFolder data) =>
        options.Kind == StoreKind.Postgres ? new PostgresDatabase(options.Connection) : new SqliteDatabase(data.Database);
}

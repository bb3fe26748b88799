using DiffImaging.Service.Options;
using Npgsql;

namespace DiffImaging.Service.Storage;

/// <summary>Chooses the database that the settings mean.</summary>
internal static class Databases
{
    /// <exception cref="SettingsException">The connection string is none.</exception>
    public static IDatabase Of(StoreOptions options, DataFolder data) =>
        options.Kind == StoreKind.Postgres ? new PostgresDatabase(Checked(options.Connection)) : new SqliteDatabase(data.Database);

    // What is wrong with it is not told: the message of the library, like the string itself, may hold the password.
    private static string Checked(string connection)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connection).Host) ? throw Wrong() : connection;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw Wrong();
        }
    }

    private static SettingsException Wrong() => new("Store:Connection: found no connection string, expected one as 'Host=db;Database=diffimaging;Username=diffimaging;Password=…'.");
}

namespace DiffImaging.Service.Options;

/// <summary>The databases that jobs are kept in.</summary>
public enum StoreKind
{
    /// <summary>A file in the data folder, for one service.</summary>
    Sqlite,

    /// <summary>PostgreSQL, for several machines.</summary>
    Postgres,
}

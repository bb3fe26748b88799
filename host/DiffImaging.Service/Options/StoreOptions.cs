using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Service.Options;

/// <summary>Where jobs and their files are kept.</summary>
public sealed class StoreOptions
{
    /// <summary>Which database.</summary>
    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>How the PostgreSQL database is reached; unused for SQLite.</summary>
    public string Connection { get; set; } = "";

    /// <summary>The folder of inputs, checkpoints and results, the same for every node; <c>jobs</c> in the data folder where it is left out.</summary>
    public string? Files { get; set; }

    /// <summary>Seconds without a sign of life after which the jobs of a node are given to others.</summary>
    [Range(2, 3600)]
    public double Silence { get; set; } = 10;
}

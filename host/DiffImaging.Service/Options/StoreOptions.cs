using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Service.Options;

/// <summary>Where jobs and their files are kept.</summary>
public sealed class StoreOptions : IValidatableObject
{
    /// <summary>Which database.</summary>
    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>How the PostgreSQL database is reached; unused for SQLite.</summary>
    public string Connection { get; set; } = "";

    /// <summary>Where inputs, checkpoints and results are kept; in the database only where that is PostgreSQL.</summary>
    [EnumDataType(typeof(FilePlace))]
    public FilePlace FilesIn { get; set; } = FilePlace.Folder;

    /// <summary>The folder of inputs, checkpoints and results, the same for every node; <c>jobs</c> in the data folder where it is left out.</summary>
    public string? Files { get; set; }

    /// <summary>Seconds without a sign of life after which the jobs of a node are given to others.</summary>
    [Range(2, 3600)]
    public double Silence { get; set; } = 10;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FilesIn != FilePlace.Database)
        {
            yield break;
        }

        if (Kind != StoreKind.Postgres)
        {
            yield return new ValidationResult("found 'database' with store:kind 'sqlite', which is one service's own; expected 'folder', or store:kind 'postgres'.", [nameof(FilesIn)]);
        }

        if (Files is not null)
        {
            yield return new ValidationResult($"found '{Files}', expected none where store:filesIn is 'database'; remove one of the two.", [nameof(Files)]);
        }
    }
}

using System.Data.Common;
using DiffImaging.Service.Storage;

namespace DiffImaging.Service.Files;

/// <summary>A result in rows that nobody reads until they are published together.</summary>
internal sealed class StagedRows(FileRows rows, PostgresDatabase database, string job) : IStagedResult
{
    private readonly Guid _staging = Guid.CreateVersion7();
    private int _count;

    /// <summary>Removes what was staged and is not in its place. Where the database is away, <see cref="IJobFiles.RemoveUnfinishedAsync"/> does it later.</summary>
    public static async Task ForgetAsync(PostgresDatabase database, Guid staging)
    {
        try
        {
            await using var connection = await database.OpenAsync(CancellationToken.None);
            await using var command = FileRows.Command(connection, "DELETE FROM diffimaging_files WHERE staging = @staging", ("staging", staging));
            await command.ExecuteNonQueryAsync();
        }
        catch (DbException)
        {
            // A fault is under way already, or nothing was left to be removed.
        }
    }

    /// <summary>Copies a folder here.</summary>
    public async Task CopyFromAsync(string folder, CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var key = $"{JobKeys.Result}/{Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')}";
            await using var content = File.OpenRead(file);
            await rows.WriteAsync(_staging, job, key, content, cancellation);
            _count++;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Faults of the database are told as they are: the transaction is begun again.</remarks>
    public async Task PublishAsync(DbTransaction transaction, CancellationToken cancellation)
    {
        var connection = transaction.Connection!;
        await using var clear = FileRows.Command(
            connection, $"DELETE FROM diffimaging_files WHERE job = @job AND staging IS NULL AND starts_with(key, '{JobKeys.Result}/')", ("job", job));
        await clear.ExecuteNonQueryAsync(cancellation);
        await using var place = FileRows.Command(
            connection, $"UPDATE diffimaging_files SET staging = NULL, written = {rows.Now} WHERE staging = @staging", ("staging", _staging));
        var placed = await place.ExecuteNonQueryAsync(cancellation);
        if (placed != _count)
        {
            throw new JobFilesException($"the result of the job {job}: found {placed} of its {_count} files; others were taken away before they were in their place.");
        }
    }

    public async ValueTask DisposeAsync() => await ForgetAsync(database, _staging);
}

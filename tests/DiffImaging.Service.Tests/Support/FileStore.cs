using System.Data.Common;
using DiffImaging.Service.Files;
using DiffImaging.Service.Storage;
using DiffImaging.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DiffImaging.Service.Tests.Support;

/// <summary>A store of files with the database of its jobs, of one kind or the other.</summary>
internal sealed class FileStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IDatabase _database;

    public FileStore(string kind)
    {
        if (kind == "folder")
        {
            (_database, Files) = (new SqliteDatabase(_folder["jobs.db"]), new FolderJobFiles(_folder["files"]));
        }
        else
        {
            Server = PostgresServer.Require();
            var database = new PostgresDatabase(Server.Connection);
            (_database, Files) = (database, new PostgresJobFiles(database, new Patience(TimeSpan.FromSeconds(30), NullLogger<Patience>.Instance)));
        }

        Jobs = new SqlJobStore(_database, TimeSpan.FromSeconds(10));
    }

    /// <summary>The server; null for a folder.</summary>
    public PostgresServer? Server { get; }

    public IJobFiles Files { get; }

    public SqlJobStore Jobs { get; }

    public async Task PrepareAsync()
    {
        await Jobs.PrepareAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Files.PrepareAsync(CancellationToken.None)));
    }

    /// <summary>Publishes as the end of a job does.</summary>
    /// <param name="staged">The result.</param>
    /// <param name="commit">Whether the transaction comes to its end.</param>
    public async Task PublishAsync(IStagedResult staged, bool commit = true)
    {
        await using var connection = await _database.OpenAsync(CancellationToken.None);
        await using var transaction = await _database.BeginAsync(connection, CancellationToken.None);
        await staged.PublishAsync(transaction, CancellationToken.None);
        if (commit)
        {
            await transaction.CommitAsync();
        }
    }

    /// <summary>Makes everything of a job look as if it had been written so long ago.</summary>
    public async Task AgeAsync(string job, TimeSpan age)
    {
        if (Server is null)
        {
            var home = new DirectoryInfo(_folder[$"files/{job}"]);
            foreach (var entry in home.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(home).OrderByDescending(entry => entry.FullName.Length))
            {
                entry.LastWriteTimeUtc = DateTime.UtcNow - age;
            }

            return;
        }

        await CallAsync($"UPDATE diffimaging_files SET written = written - {(long)age.TotalMilliseconds} WHERE job = '{job}'");
    }

    /// <summary>How many files, whole or not, a job has.</summary>
    public async Task<long> CountAsync(string job) => Server is null
        ? Directory.Exists(_folder[$"files/{job}"]) ? Directory.EnumerateFiles(_folder[$"files/{job}"], "*", SearchOption.AllDirectories).LongCount() : 0
        : (long)(await CallAsync($"SELECT count(*) FROM diffimaging_files WHERE job = '{job}'"))!;

    /// <summary>How many chunks belong to no file.</summary>
    public async Task<long> CountStrayChunksAsync() =>
        Server is null ? 0 : (long)(await CallAsync("SELECT count(*) FROM diffimaging_chunks WHERE file NOT IN (SELECT id FROM diffimaging_files)"))!;

    public async ValueTask DisposeAsync()
    {
        await (_database is PostgresDatabase postgres ? postgres.DisposeAsync() : ValueTask.CompletedTask);
        Server?.Dispose();
        _folder.Dispose();
    }

    private async Task<object?> CallAsync(string text)
    {
        await using var connection = (NpgsqlConnection)await _database.OpenAsync(CancellationToken.None);
        await using DbCommand command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }
}

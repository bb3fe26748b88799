using System.Data.Common;
using DiffImaging.Service.Storage;
using Npgsql;

namespace DiffImaging.Service.Files;

/// <summary>The tables of files and their chunks in PostgreSQL.</summary>
/// <remarks>A file comes chunk by chunk, each in a transaction of its own: a fault costs one chunk, and nothing is held open between two.
/// Until it is in its place its row has a <c>staging</c>, which nobody reads. <c>written</c> is told anew with each chunk: what is under way stays young.</remarks>
internal sealed class FileRows(PostgresDatabase database, Patience patience)
{
    private const int ChunkSize = 1 << 20;

    /// <summary>The present time by the database's clock, as an expression.</summary>
    public string Now => database.Now;

    /// <summary>Asks the database; where it is away, again.</summary>
    /// <exception cref="JobFilesException">It stays away, or will not.</exception>
    public async Task<T> AskAsync<T>(Func<DbConnection, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await patience.AskAsync(
                async () =>
                {
                    await using var connection = await database.OpenAsync(cancellation);
                    return await ask(connection);
                },
                cancellation);
        }
        catch (DbException exception)
        {
            throw new JobFilesException($"the files in the database: {exception.Message}", exception);
        }
    }

    /// <summary>Calls a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> CallAsync(string text, CancellationToken cancellation, params (string Name, object Value)[] parameters) => AskAsync(
        async connection =>
        {
            await using var command = Command(connection, text, parameters);
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    /// <summary>A statement with its parameters.</summary>
    public static DbCommand Command(DbConnection connection, string text, params (string Name, object Value)[] parameters)
    {
        var command = new NpgsqlCommand(text, (NpgsqlConnection)connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <summary>Writes a file that nobody sees yet.</summary>
    /// <param name="staging">What it waits for together with others.</param>
    /// <param name="job">The job.</param>
    /// <param name="key">Where it will lie.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Identifies it.</returns>
    public async Task<Guid> WriteAsync(Guid staging, string job, string key, Stream content, CancellationToken cancellation)
    {
        // Chosen here: a statement whose answer was lost is called again, and makes one file.
        var file = Guid.CreateVersion7();
        await CallAsync(
            $"INSERT INTO diffimaging_files (id, job, key, staging, size, written) VALUES (@file, @job, @key, @staging, 0, {Now}) ON CONFLICT (id) DO NOTHING",
            cancellation, ("file", file), ("job", job), ("key", key), ("staging", staging));
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            var start = 0L;
            while (await content.ReadAtLeastAsync(buffer.AsMemory(0, ChunkSize), ChunkSize, throwOnEndOfStream: false, cancellation) is > 0 and var count)
            {
                await WriteAsync(file, start, new ArraySegment<byte>(buffer, 0, count), cancellation);
                start += count;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }

        return file;
    }

    private async Task WriteAsync(Guid file, long start, ArraySegment<byte> bytes, CancellationToken cancellation)
    {
        var written = await CallAsync(
            $"""
            WITH known AS (UPDATE diffimaging_files SET written = {Now}, size = @start + @count WHERE id = @file RETURNING id)
            INSERT INTO diffimaging_chunks (file, start, bytes) SELECT id, @start, @bytes FROM known ON CONFLICT (file, start) DO UPDATE SET bytes = EXCLUDED.bytes
            """,
            cancellation, ("file", file), ("start", start), ("count", (long)bytes.Count), ("bytes", bytes));
        if (written == 0)
        {
            throw new JobFilesException("a file was taken away while it was written: its job was removed, or its node had been silent for a day.");
        }
    }
}

using Dapper;
using DiffImaging.Service.Storage;

namespace DiffImaging.Service.Files;

/// <summary>Files of jobs in PostgreSQL, for nodes that share no folder.</summary>
internal sealed class PostgresJobFiles(PostgresDatabase database, Patience patience) : IJobFiles
{
    // Any number that nothing else in the database locks by.
    private const long MakingTables = 0x6469_6666_696d_6167;

    private readonly FileRows _rows = new(database, patience);

    // Content is a picture, an array or an archive: compressing it again would cost time alone, and reading a chunk would wait for it.
    public Task PrepareAsync(CancellationToken cancellation) => InTransactionAsync(
        $"""
        SELECT pg_advisory_xact_lock({MakingTables});
        CREATE TABLE IF NOT EXISTS diffimaging_files (
            id UUID PRIMARY KEY,
            job TEXT NOT NULL,
            key TEXT NOT NULL,
            staging UUID,
            size BIGINT NOT NULL,
            written BIGINT NOT NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS diffimaging_files_place ON diffimaging_files (job, key) WHERE staging IS NULL;
        CREATE INDEX IF NOT EXISTS diffimaging_files_job ON diffimaging_files (job);
        CREATE INDEX IF NOT EXISTS diffimaging_files_staging ON diffimaging_files (staging) WHERE staging IS NOT NULL;
        CREATE TABLE IF NOT EXISTS diffimaging_chunks (
            file UUID NOT NULL REFERENCES diffimaging_files ON DELETE CASCADE,
            start BIGINT NOT NULL,
            bytes BYTEA NOT NULL,
            PRIMARY KEY (file, start)
        );
        DO $$ BEGIN
            IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'diffimaging_chunks'::regclass AND attname = 'bytes' AND attstorage <> 'e') THEN
                ALTER TABLE diffimaging_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
            END IF;
        END $$;
        """,
        cancellation);

    public async Task PutAsync(string job, string key, Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        JobKeys.Require(job, key);
        var staging = Guid.CreateVersion7();
        try
        {
            var file = await _rows.WriteAsync(staging, job, key, content, cancellation);

            // Two who bring the same file come one after the other; what this call has brought already stays where its answer was lost.
            var placed = await InTransactionAsync(
                $"""
                SELECT pg_advisory_xact_lock(hashtextextended(@job || '/' || @key, 0));
                DELETE FROM diffimaging_files WHERE job = @job AND key = @key AND staging IS NULL AND id <> @file;
                UPDATE diffimaging_files SET staging = NULL, written = {_rows.Now} WHERE id = @file RETURNING 1;
                """,
                cancellation, ("job", job), ("key", key), ("file", file));
            if (placed == 0)
            {
                throw new JobFilesException($"'{key}' of the job {job} was taken away before it was in its place.");
            }
        }
        catch
        {
            await StagedRows.ForgetAsync(database, staging);
            throw;
        }
    }

    public async Task<Stream?> OpenAsync(string job, string key, CancellationToken cancellation)
    {
        JobKeys.Require(job, key);
        while (true)
        {
            var found = await _rows.AskAsync(
                connection => connection.QueryAsync<(Guid Id, long Size)>(
                    new CommandDefinition("SELECT id, size FROM diffimaging_files WHERE job = @job AND key = @key AND staging IS NULL", new { job, key }, cancellationToken: cancellation)),
                cancellation);
            if (found.ToList() is not [var file])
            {
                return null;
            }

            var stream = new ChunkStream(_rows, file.Id, file.Size, $"'{key}' of the job {job}");
            try
            {
                // What fits into one chunk is then whole, whoever replaces it.
                await stream.FillAsync(cancellation);
                return stream;
            }
            catch (FileReplacedException)
            {
                await stream.DisposeAsync();
            }
            catch
            {
                await stream.DisposeAsync();
                throw;
            }
        }
    }

    public async Task<IReadOnlyList<JobFile>> ListAsync(string job, string prefix, CancellationToken cancellation)
    {
        JobKeys.Require(job, prefix);
        var below = prefix.Length == 0 ? "" : prefix + '/';
        var files = await _rows.AskAsync(
            connection => connection.QueryAsync<JobFile>(
                new CommandDefinition("SELECT key, size FROM diffimaging_files WHERE job = @job AND staging IS NULL AND starts_with(key, @below)", new { job, below }, cancellationToken: cancellation)),
            cancellation);
        return [.. files.OrderBy(file => file.Key, StringComparer.Ordinal)];
    }

    public async Task<IStagedResult> StageResultAsync(string job, string folder, CancellationToken cancellation)
    {
        JobKeys.Require(job, JobKeys.Result);
        var staged = new StagedRows(_rows, database, job);
        try
        {
            await staged.CopyFromAsync(folder, cancellation);
            return staged;
        }
        catch
        {
            await staged.DisposeAsync();
            throw;
        }
    }

    public Task RemoveAsync(string job, string key, CancellationToken cancellation)
    {
        JobKeys.Require(job, key);
        return _rows.CallAsync("DELETE FROM diffimaging_files WHERE job = @job AND key = @key AND staging IS NULL", cancellation, ("job", job), ("key", key));
    }

    public Task RemoveAsync(string job, CancellationToken cancellation)
    {
        JobKeys.Require(job, "");
        return _rows.CallAsync("DELETE FROM diffimaging_files WHERE job = @job", cancellation, ("job", job));
    }

    public async Task<IReadOnlyList<string>> FindInputsAloneAsync(TimeSpan age, CancellationToken cancellation) => [.. await _rows.AskAsync(
        connection => connection.QueryAsync<string>(new CommandDefinition(
            $"SELECT job FROM diffimaging_files GROUP BY job HAVING bool_and(starts_with(key, '{JobKeys.Inputs}/')) AND max(written) < {_rows.Now} - @age ORDER BY job",
            new { age = (long)age.TotalMilliseconds }, cancellationToken: cancellation)),
        cancellation)];

    // The files of a result wait for one another.
    public Task<int> RemoveUnfinishedAsync(TimeSpan age, CancellationToken cancellation) => _rows.CallAsync(
        $"""
        DELETE FROM diffimaging_files WHERE staging IN (
            SELECT staging FROM diffimaging_files WHERE staging IS NOT NULL GROUP BY staging HAVING max(written) < {_rows.Now} - @age)
        """,
        cancellation, ("age", (long)age.TotalMilliseconds));

    private Task<int> InTransactionAsync(string text, CancellationToken cancellation, params (string Name, object Value)[] parameters) => _rows.AskAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var command = FileRows.Command(connection, text, parameters);
            var changed = 0;
            await using (var reader = await command.ExecuteReaderAsync(cancellation))
            {
                // Only what the last statement returns is of interest.
                do
                {
                    changed = 0;
                    while (await reader.ReadAsync(cancellation))
                    {
                        changed++;
                    }
                }
                while (await reader.NextResultAsync(cancellation));
            }

            await transaction.CommitAsync(cancellation);
            return changed;
        },
        cancellation);
}

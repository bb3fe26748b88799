namespace DiffImaging.Service.Files;

/// <summary>Files of jobs in one folder, which every node sees at the same or another path.</summary>
/// <param name="root">The folder; it is made where it is missing.</param>
internal sealed class FolderJobFiles(string root) : IJobFiles
{
    // What is not whole yet lies here, so that moving it never crosses a file system.
    private const string Unfinished = ".unfinished";

    public async Task PutAsync(string job, string key, Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (path, temporary) = (PathOf(job, key), Temporary(job));
        try
        {
            await using (var file = File.Create(temporary))
            {
                await content.CopyToAsync(file, cancellation);
                file.Flush(flushToDisk: true);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(string job, string key, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(job, key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<IReadOnlyList<JobFile>> ListAsync(string job, string prefix, CancellationToken cancellation)
    {
        var (folder, home) = (new DirectoryInfo(PathOf(job, prefix)), PathOf(job, ""));
        IReadOnlyList<JobFile> files = folder.Exists
            ? [.. folder.EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => new JobFile(Path.GetRelativePath(home, file.FullName).Replace('\\', '/'), file.Length))
                .OrderBy(file => file.Key, StringComparer.Ordinal)]
            : [];
        return Task.FromResult(files);
    }

    public Task<IStagedResult> StageResultAsync(string job, long attempt, string folder, CancellationToken cancellation)
    {
        var staged = new StagedFolder(Temporary(job), PathOf(job, JobKeys.Result));
        try
        {
            staged.CopyFrom(folder, cancellation);
            return Task.FromResult<IStagedResult>(staged);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    public Task RemoveAsync(string job, string key, CancellationToken cancellation)
    {
        File.Delete(PathOf(job, key));
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string job, CancellationToken cancellation)
    {
        var home = PathOf(job, "");
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        return Task.CompletedTask;
    }

    private string Temporary(string job)
    {
        var folder = PathOf(job, Unfinished);
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, Path.GetRandomFileName());
    }

    // Job and key come from outside: neither may lead out of the job's own folder.
    private string PathOf(string job, string key)
    {
        var jobs = Path.GetFullPath(root);
        var home = Path.GetFullPath(Path.Combine(jobs, job));
        var path = Path.GetFullPath(Path.Combine(home, key));
        return Path.GetDirectoryName(home) == jobs && (path == home || path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            ? path
            : throw new ArgumentException($"'{job}/{key}' leads out of the folder of jobs.", nameof(key));
    }
}

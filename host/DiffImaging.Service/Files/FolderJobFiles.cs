using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Files;

/// <summary>Files of jobs in one folder, which every node sees at the same or another path.</summary>
/// <param name="root">The folder; it is made where it is missing.</param>
internal sealed class FolderJobFiles(string root) : IJobFiles
{
    // What is not whole yet lies here, so that moving it never crosses a file system.
    private const string Unfinished = ".unfinished";

    public Task PrepareAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(root);
        return Task.CompletedTask;
    }

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
                .Select(file => new JobFile(Path.GetRelativePath(home, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
                .Where(file => !file.Key.StartsWith(Unfinished + '/', StringComparison.Ordinal))
                .OrderBy(file => file.Key, StringComparer.Ordinal)]
            : [];
        return Task.FromResult(files);
    }

    public async Task<IStagedResult> StageResultAsync(string job, string folder, CancellationToken cancellation)
    {
        var staged = new StagedFolder(Temporary(job), PathOf(job, JobKeys.Result));
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
        if (File.Exists(PathOf(job, key)))
        {
            File.Delete(PathOf(job, key));
        }

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

    public Task<IReadOnlyList<string>> FindInputsAloneAsync(TimeSpan age, CancellationToken cancellation)
    {
        var before = DateTime.UtcNow - age;
        return Task.FromResult<IReadOnlyList<string>>(
            [.. Homes().Where(home => home.EnumerateFileSystemInfos().All(entry => entry.Name is JobKeys.Inputs or Unfinished) && LastWritten(home) < before).Select(home => home.Name)]);
    }

    public Task<int> RemoveUnfinishedAsync(TimeSpan age, CancellationToken cancellation)
    {
        var (before, removed) = (DateTime.UtcNow - age, 0);
        foreach (var left in Homes().Select(home => new DirectoryInfo(Path.Combine(home.FullName, Unfinished))).Where(folder => folder.Exists).SelectMany(folder => folder.GetFileSystemInfos()))
        {
            if (LastWritten(left) >= before)
            {
                continue;
            }

            if (left is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                left.Delete();
            }

            removed++;
        }

        return Task.FromResult(removed);
    }

    private static DateTime LastWritten(FileSystemInfo entry) =>
        entry is DirectoryInfo folder ? folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(folder).Max(below => below.LastWriteTimeUtc) : entry.LastWriteTimeUtc;

    // Whatever else lies in a folder that people share is none of ours.
    private IEnumerable<DirectoryInfo> Homes() => new DirectoryInfo(root).EnumerateDirectories().Where(folder => JobId.IsValid(folder.Name));

    private string Temporary(string job)
    {
        var folder = PathOf(job, Unfinished);
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, Path.GetRandomFileName());
    }

    private string PathOf(string job, string key)
    {
        JobKeys.Require(job, key);
        return Path.GetFullPath(Path.Combine(root, job, key));
    }
}

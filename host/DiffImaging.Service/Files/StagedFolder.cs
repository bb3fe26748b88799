using System.Data.Common;

namespace DiffImaging.Service.Files;

/// <summary>A result in a folder beside its place.</summary>
/// <param name="staged">Where it lies.</param>
/// <param name="place">Where it belongs.</param>
internal sealed class StagedFolder(string staged, string place) : IStagedResult
{
    private bool _published;

    /// <summary>Copies a folder here.</summary>
    public async Task CopyFromAsync(string folder, CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(staged, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await using var source = File.OpenRead(file);
            await using var target = File.Create(copy);
            await source.CopyToAsync(target, cancellation);
            target.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A folder is moved whatever becomes of the transaction: then the next attempt's replaces it.</remarks>
    public Task PublishAsync(DbTransaction transaction, CancellationToken cancellation)
    {
        // A second call follows a transaction that did not come to its end.
        if (_published)
        {
            return Task.CompletedTask;
        }

        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }

        Directory.Move(staged, place);
        _published = true;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(staged))
        {
            Directory.Delete(staged, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}

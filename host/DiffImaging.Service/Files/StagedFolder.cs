namespace DiffImaging.Service.Files;

/// <summary>A result in a folder beside its place.</summary>
/// <param name="staged">Where it lies.</param>
/// <param name="place">Where it belongs.</param>
internal sealed class StagedFolder(string staged, string place) : IStagedResult
{
    private bool _published;

    /// <summary>Copies a folder here.</summary>
    public void CopyFrom(string folder, CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            var copy = Path.Combine(staged, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var source = File.OpenRead(file);
            using var target = File.Create(copy);
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }
    }

    public void Publish()
    {
        // A second call follows a transaction that did not come to its end.
        if (_published)
        {
            return;
        }

        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }

        Directory.Move(staged, place);
        _published = true;
    }

    public void Dispose()
    {
        if (Directory.Exists(staged))
        {
            Directory.Delete(staged, recursive: true);
        }
    }
}

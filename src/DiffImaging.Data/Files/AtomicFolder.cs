namespace DiffImaging.Data;

/// <summary>A folder that appears whole or not at all.</summary>
/// <remarks>
/// Files are written below <see cref="WorkingPath"/>, a hidden folder beside the target; <see cref="Commit"/> gives it the target's name.
/// Disposed without a commit, it vanishes and the target stays as it was. An existing target is replaced only when it is empty or holds the
/// marker file: a mistyped output path must never cost a folder of something else. The old folder is moved aside before and deleted after
/// the rename; if the rename fails it is put back.
/// </remarks>
public sealed class AtomicFolder : IDisposable
{
    private readonly string? _marker;
    private bool _committed;

    private AtomicFolder(string target, string? marker)
    {
        TargetPath = target;
        _marker = marker;
        WorkingPath = TemporaryName.Beside(target);
    }

    /// <summary>Full path of the folder that appears.</summary>
    public string TargetPath { get; }

    /// <summary>Full path of the folder to write into until then.</summary>
    public string WorkingPath { get; }

    /// <summary>Begins a folder; missing parents are created.</summary>
    /// <param name="path">The folder that shall appear.</param>
    /// <param name="marker">Name of a file by which an existing folder is known to be one of ours and may be replaced, such as
    /// <c>result.json</c>; null never replaces a folder with content.</param>
    /// <exception cref="IOException">The target exists and may not be replaced, or nothing can be written beside it.</exception>
    public static AtomicFolder Create(string path, string? marker = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = new AtomicFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), marker);
        folder.RequireReplaceable();
        Directory.CreateDirectory(folder.WorkingPath);
        return folder;
    }

    /// <summary>Full path of a file to write, below <see cref="WorkingPath"/>; folders on the way are created.</summary>
    /// <param name="relativePath">Path below the folder, with forward slashes.</param>
    /// <exception cref="ArgumentException">The path leaves the folder.</exception>
    public string PathOf(string relativePath)
    {
        var full = Path.GetFullPath(relativePath, WorkingPath);
        if (!full.StartsWith(WorkingPath + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{relativePath}' does not lie inside the folder.", nameof(relativePath));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    /// <summary>Makes the folder appear under its name.</summary>
    /// <exception cref="IOException">The target may not be replaced, or the rename failed; what was there before is still
    /// there.</exception>
    /// <exception cref="InvalidOperationException">It was committed before.</exception>
    public void Commit()
    {
        if (_committed)
        {
            throw new InvalidOperationException("The folder was committed before.");
        }

        RequireReplaceable();
        if (!Directory.Exists(TargetPath))
        {
            Directory.Move(WorkingPath, TargetPath);
            _committed = true;
            return;
        }

        var old = TemporaryName.Beside(TargetPath, "old");
        Directory.Move(TargetPath, old);
        try
        {
            Directory.Move(WorkingPath, TargetPath);
        }
        catch
        {
            Directory.Move(old, TargetPath);
            throw;
        }

        _committed = true;
        Directory.Delete(old, recursive: true);
    }

    /// <summary>Removes what was written, unless it was committed.</summary>
    public void Dispose()
    {
        if (!_committed && Directory.Exists(WorkingPath))
        {
            Directory.Delete(WorkingPath, recursive: true);
        }
    }

    private void RequireReplaceable()
    {
        if (File.Exists(TargetPath))
        {
            throw new IOException($"{TargetPath} is a file; a folder is to be written there.");
        }

        if (Directory.Exists(TargetPath)
            && Directory.EnumerateFileSystemEntries(TargetPath).Any()
            && !(_marker is not null && File.Exists(Path.Combine(TargetPath, _marker))))
        {
            var missing = _marker is null ? "" : $", and holds no {_marker}";
            throw new IOException($"{TargetPath} exists and is not empty{missing}; it is not replaced.");
        }
    }
}

namespace DiffImaging.Tests;

/// <summary>Finds the measured data that lie beside the repository, in <c>../shared/data</c>.</summary>
/// <remarks>The environment variable DIFFIMAGING_SHARED_DATA names another folder. Where the data are missing a test is
/// skipped; <c>.ci/run</c> knows such a test by its message and fails.</remarks>
internal static class SharedData
{
    /// <summary>Gives the full path of a data file or folder, or skips the calling test.</summary>
    /// <param name="relativePath">Path below the data folder, with forward slashes.</param>
    public static string Require(string relativePath)
    {
        var path = Folder() is { } folder ? Path.Combine(folder, relativePath) : null;
        if (path is not null && (File.Exists(path) || Directory.Exists(path)))
        {
            return path;
        }

        Assert.Ignore($"needs ../shared/data/{relativePath}");
        return string.Empty;   // not reached: Ignore throws
    }

    /// <summary>Gives the folder that holds DiffImaging.Plugins.sln, above the test assembly; null when there is none.</summary>
    public static string? RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DiffImaging.Plugins.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }

    private static string? Folder() =>
        Environment.GetEnvironmentVariable("DIFFIMAGING_SHARED_DATA") is { Length: > 0 } named ? named
        : RepositoryRoot() is { } root ? Path.GetFullPath(Path.Combine(root, "..", "shared", "data"))
        : null;
}

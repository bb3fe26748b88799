namespace DiffImaging.Service.Files;

/// <summary>How much can be written to the disk of a folder.</summary>
internal static class FreeSpace
{
    /// <summary>Free bytes where a folder is, or will be made; null where the system does not tell.</summary>
    public static long? Of(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            path = parent;
        }

        try
        {
            // Elsewhere than on Windows any folder names the file system that it lies on.
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(path)! : path).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}

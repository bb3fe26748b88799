namespace DiffImaging.Service;

/// <summary>The folder that a service keeps everything of its own in.</summary>
/// <param name="path">Its path; it is made where it is missing.</param>
public sealed class DataFolder(string path) : IDisposable
{
    private const string WorkName = "work";

    private FileStream? _lock;

    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    /// <summary>The settings, where there are any.</summary>
    public string Settings => System.IO.Path.Combine(Path, "appsettings.json");

    /// <summary>The embedded database.</summary>
    public string Database => System.IO.Path.Combine(Path, "diffimaging.db");

    /// <summary>Inputs, checkpoints and results, unless the settings name another folder.</summary>
    public string Jobs => System.IO.Path.Combine(Path, "jobs");

    /// <summary>What this node works on in this life of its service; nothing here outlives its attempt.</summary>
    /// <remarks>Jobs of a service that died may write into its folder until they find that out.</remarks>
    public string Work { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(path), WorkName, Guid.NewGuid().ToString("n"));

    /// <summary>Takes the folder for this service alone, and clears away what a dead one was working on.</summary>
    /// <exception cref="IOException">Another service has it.</exception>
    public void Take()
    {
        try
        {
            _lock = new FileStream(System.IO.Path.Combine(Path, "service.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            throw new IOException($"another service works in '{Path}'; stop it, or give this one a folder of its own with --data.");
        }

        foreach (var left in Directory.Exists(System.IO.Path.Combine(Path, WorkName)) ? Directory.GetDirectories(System.IO.Path.Combine(Path, WorkName)) : [])
        {
            Clear(left);
        }
    }

    /// <summary>Gives the folder up.</summary>
    public void Dispose() => _lock?.Dispose();

    private static void Clear(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A job of the dead service still writes there; the next start finds it gone.
        }
    }
}

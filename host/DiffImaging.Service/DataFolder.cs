namespace DiffImaging.Service;

/// <summary>The folder that a service keeps everything of its own in.</summary>
/// <param name="path">Its path; it is made where it is missing.</param>
public sealed class DataFolder(string path) : IDisposable
{
    private FileStream? _lock;

    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    /// <summary>The settings, where there are any.</summary>
    public string Settings => System.IO.Path.Combine(Path, "appsettings.json");

    /// <summary>The embedded database.</summary>
    public string Database => System.IO.Path.Combine(Path, "diffimaging.db");

    /// <summary>Inputs, checkpoints and results, unless the settings name another folder.</summary>
    public string Jobs => System.IO.Path.Combine(Path, "jobs");

    /// <summary>What this node works on; nothing here outlives its attempt.</summary>
    public string Work => System.IO.Path.Combine(Path, "work");

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

        if (Directory.Exists(Work))
        {
            Directory.Delete(Work, recursive: true);
        }
    }

    /// <summary>Gives the folder up.</summary>
    public void Dispose() => _lock?.Dispose();
}

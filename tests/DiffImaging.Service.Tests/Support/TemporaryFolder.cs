namespace DiffImaging.Service.Tests.Support;

/// <summary>A folder of a test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("diffimaging-service-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>What a service has left in its working folders.</summary>
    public IReadOnlyList<string> LeftInWork => Directory.Exists(this["work"]) ? [.. Directory.GetDirectories(this["work"]).SelectMany(Directory.GetFileSystemEntries)] : [];

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

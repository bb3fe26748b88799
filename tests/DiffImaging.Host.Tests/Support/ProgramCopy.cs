namespace DiffImaging.Host.Tests.Support;

/// <summary>The built program in a folder of its own, by links, with a list of plugins that a test writes: what a service loads lies beside its program.</summary>
internal static class ProgramCopy
{
    private const string Name = "diffimaging";

    // A program lies where its own files lie; for what it links to that is no matter.
    private static readonly string[] Own = [$"{Name}.dll", $"{Name}.deps.json", $"{Name}.runtimeconfig.json"];

    /// <summary>Makes the folder.</summary>
    /// <param name="folder">Where; it holds the list of plugins already.</param>
    /// <returns>Path of the program.</returns>
    public static string Make(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(AppContext.BaseDirectory))
        {
            var place = Path.Combine(folder, Path.GetFileName(entry));
            if (Own.Contains(Path.GetFileName(entry)))
            {
                File.Copy(entry, place);
            }
            else if (Directory.Exists(entry))
            {
                Directory.CreateSymbolicLink(place, entry);
            }
            else if (Path.GetFileName(entry) != "plugins.json")
            {
                File.CreateSymbolicLink(place, entry);
            }
        }

        return Path.Combine(folder, Own[0]);
    }
}

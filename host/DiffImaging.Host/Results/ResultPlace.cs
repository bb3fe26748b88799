using DiffImaging.Engine.Configuration;

namespace DiffImaging.Host.Results;

/// <summary>Checks the place of a result before any work is done for it.</summary>
internal static class ResultPlace
{
    private const string Option = "--output";

    /// <param name="folder">Full path of the folder that is to appear.</param>
    /// <param name="marker">The file by which a folder is known to be one of ours and may be replaced.</param>
    /// <exception cref="ConfigurationException">The folder holds something else, or nothing can be written there.</exception>
    public static void Require(string folder, string marker)
    {
        if (File.Exists(folder))
        {
            throw new ConfigurationException(Option, $"'{folder}' is a file, expected a folder.");
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, marker)))
        {
            throw new ConfigurationException(Option, $"'{folder}' holds files that are no result of this command (it has no {marker}); give another folder.");
        }

        RequireWritable(folder);
    }

    // Whether a file can be made where the folder will appear is known only by making one.
    private static void RequireWritable(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        while (parent is not null && !Directory.Exists(parent))
        {
            parent = File.Exists(parent)
                ? throw new ConfigurationException(Option, $"'{parent}' is a file, expected a folder to write '{Path.GetFileName(folder)}' into.")
                : Path.GetDirectoryName(parent);
        }

        try
        {
            var probe = Path.Combine(parent ?? folder, $".{Path.GetRandomFileName()}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(Option, $"nothing can be written in '{parent}': {exception.Message}");
        }
    }
}

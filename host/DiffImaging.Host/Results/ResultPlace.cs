using DiffImaging.Engine.Configuration;

namespace DiffImaging.Host.Results;

/// <summary>Checks the place of a result before any work is done for it.</summary>
internal static class ResultPlace
{
    /// <exception cref="ConfigurationException">The folder holds something that is no result.</exception>
    public static void Require(string folder)
    {
        if (File.Exists(folder))
        {
            throw new ConfigurationException("--output", $"'{folder}' is a file, expected a folder.");
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, ResultFolder.Marker)))
        {
            throw new ConfigurationException("--output", $"'{folder}' holds files that are no result of this program; give another folder.");
        }
    }
}

using DiffImaging.Engine.Plugins.Installing;
using NuGet.Versioning;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>Tells what a source is: a folder, a package file, or the id of a package on a feed.</summary>
internal static class PluginSupplies
{
    /// <summary>Opens a source.</summary>
    /// <param name="source">The source as it was given.</param>
    /// <param name="version">Version of the package; null for the latest.</param>
    /// <param name="download">File that takes a package of a feed.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="PluginInstallationException">There is no such source.</exception>
    public static async Task<PluginSupply> OpenAsync(string source, string? version, string download, CancellationToken cancellation)
    {
        if (Directory.Exists(source) || File.Exists(source))
        {
            return version is not null ? throw new PluginInstallationException($"{source} is a {(File.Exists(source) ? "file" : "folder")}, which has a version of its own; --version belongs to the id of a package.")
                : File.Exists(source) ? await PluginPackage.OpenAsync(source, cancellation)
                : PluginFolder.Open(source);
        }

        if (source.AsSpan().ContainsAny('/', '\\') || source.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase))
        {
            throw new PluginInstallationException($"{source}: there is no such file or folder.");
        }

        NuGetVersion? wanted = null;
        if (version is not null && !NuGetVersion.TryParse(version, out wanted))
        {
            throw new PluginInstallationException($"--version: found '{version}', expected a version such as 1.2.0.");
        }

        using (var file = new FileStream(download, FileMode.CreateNew, FileAccess.ReadWrite))
        {
            await PluginFeeds.DownloadAsync(source, wanted, file, cancellation);
        }

        return await PluginPackage.OpenAsync(download, cancellation);
    }
}

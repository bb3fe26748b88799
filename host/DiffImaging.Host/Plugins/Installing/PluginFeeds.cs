using DiffImaging.Engine.Plugins.Installing;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>The NuGet feeds that are configured for the working folder, the user and the machine.</summary>
internal static class PluginFeeds
{
    /// <summary>Downloads a package.</summary>
    /// <param name="id">Id of the package.</param>
    /// <param name="version">Its version; null for the latest that is neither withdrawn nor a pre-release.</param>
    /// <param name="target">Takes the package.</param>
    /// <param name="cancellation">Cancels the download.</param>
    /// <exception cref="PluginInstallationException">No feed has it.</exception>
    /// <exception cref="IOException">A feed does not answer.</exception>
    public static async Task DownloadAsync(string id, NuGetVersion? version, Stream target, CancellationToken cancellation)
    {
        var sources = Sources(id);
        using var cache = new SourceCacheContext { NoCache = true };
        try
        {
            var withdrawn = false;
            var found = new List<(FindPackageByIdResource Feed, NuGetVersion Version)>();
            foreach (var source in sources)
            {
                var repository = Repository.Factory.GetCoreV3(source);
                var feed = await repository.GetResourceAsync<FindPackageByIdResource>(cancellation)
                    ?? throw new IOException($"{source.Source} is no feed of NuGet packages.");
                var versions = await feed.GetAllVersionsAsync(id, cache, NullLogger.Instance, cancellation);

                // A version that was withdrawn ("unlisted") is there for who asks for it by name, and is nobody's latest.
                if (version is null && await repository.GetResourceAsync<MetadataResource>(cancellation) is { } metadata)
                {
                    var listed = (await metadata.GetVersions(id, includePrerelease: true, includeUnlisted: false, cache, NullLogger.Instance, cancellation)).ToHashSet();
                    withdrawn |= versions.Any(each => !listed.Contains(each));
                    versions = versions.Where(listed.Contains);
                }

                found.AddRange(versions.Select(each => (feed, each)));
            }

            if (found.Count == 0 && withdrawn)
            {
                throw new PluginInstallationException($"every version of {id} is withdrawn; --version names one all the same.");
            }

            var (chosen, wanted) = Choose(id, version, found, sources);
            if (!await chosen.CopyNupkgToStreamAsync(id, wanted, target, cache, NullLogger.Instance, cancellation))
            {
                throw new IOException($"{id} {wanted}: the feed lists the package and does not give it.");
            }
        }
        catch (FatalProtocolException exception)
        {
            throw new IOException($"{exception.Message} {exception.InnerException?.Message}".Trim(), exception);
        }
    }

    private static List<PackageSource> Sources(string id)
    {
        var settings = Settings.LoadDefaultSettings(Environment.CurrentDirectory);
        var enabled = new PackageSourceProvider(settings).LoadPackageSources().Where(source => source.IsEnabled).ToList();
        var mapping = PackageSourceMapping.GetPackageSourceMapping(settings);
        if (mapping.IsEnabled)
        {
            var allowed = mapping.GetConfiguredPackageSources(id);
            enabled = [.. enabled.Where(source => allowed.Contains(source.Name, StringComparer.OrdinalIgnoreCase))];
        }

        return enabled.Count > 0 ? enabled
            : throw new PluginInstallationException($"no NuGet feed is configured for {id}. 'dotnet nuget list source' shows the feeds, 'dotnet nuget add source' adds one.");
    }

    private static (FindPackageByIdResource Feed, NuGetVersion Version) Choose(
        string id, NuGetVersion? version, List<(FindPackageByIdResource Feed, NuGetVersion Version)> found, List<PackageSource> sources)
    {
        var fitting = found.Where(package => version is null ? !package.Version.IsPrerelease : package.Version == version).OrderByDescending(package => package.Version).ToList();
        if (fitting.Count > 0)
        {
            return fitting[0];
        }

        var feeds = string.Join(", ", sources.Select(source => $"{source.Name} ({source.Source})"));
        var known = string.Join(", ", found.Select(package => package.Version).Distinct().OrderDescending().Take(5));
        throw new PluginInstallationException(
            found.Count == 0 ? $"there is no file, no folder and, on the feeds that are configured, no package '{id}': {feeds}."
            : version is null ? $"{id} has only pre-releases ({known}); --version names one of them."
            : $"{id} has no version {version} on the feeds that are configured: {feeds}. The latest are {known}.");
    }
}

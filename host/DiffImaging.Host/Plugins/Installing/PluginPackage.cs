using DiffImaging.Data;
using DiffImaging.Engine.Plugins.Installing;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>A NuGet package whose folder <c>lib/net…</c> is the plugin's.</summary>
internal static class PluginPackage
{
    private static readonly NuGetFramework Ours = NuGetFramework.ParseFrameworkName(AppContext.TargetFrameworkName!, DefaultFrameworkNameProvider.Instance);

    /// <summary>Looks into a package.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the look.</param>
    /// <exception cref="PluginInstallationException">It is no package, holds nothing for this .NET, or a path that leads out of it.</exception>
    public static async Task<PluginSupply> OpenAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var reader = new PackageArchiveReader(path);
            await reader.ValidatePackageEntriesAsync(cancellation);
            var identity = await reader.GetIdentityAsync(cancellation);
            var files = Files(reader, path);
            return new PluginSupply($"{identity.Id} {identity.Version.ToNormalizedString()}", identity.Id, identity.Version.ToNormalizedString(), folder => Extract(path, files, folder));
        }
        catch (UnsafePackageEntryException exception)
        {
            throw new PluginInstallationException($"{path}: a path in the package leads out of it: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException)
        {
            throw new PluginInstallationException($"{path}: it is no NuGet package: {exception.Message}", exception);
        }
    }

    private static List<string> Files(PackageArchiveReader reader, string path)
    {
        var groups = reader.GetLibItems().ToList();
        var nearest = new FrameworkReducer().GetNearest(Ours, groups.Select(group => group.TargetFramework));
        return nearest is null
            ? throw new PluginInstallationException($"{path}: it holds nothing for {Ours.GetShortFolderName()} below lib/, only for: {string.Join(", ", groups.Select(group => group.TargetFramework.GetShortFolderName()).DefaultIfEmpty("nothing"))}.")
            : [.. groups.First(group => group.TargetFramework.Equals(nearest)).Items];
    }

    private static void Extract(string path, List<string> files, AtomicFolder folder)
    {
        using var reader = new PackageArchiveReader(path);
        foreach (var file in files)
        {
            // lib/net10.0/… : the plugin's folder begins behind the second slash.
            using var content = reader.GetStream(file);
            using var target = new FileStream(Place(path, folder, string.Join('/', file.Split('/').Skip(2))), FileMode.CreateNew, FileAccess.Write);
            content.CopyTo(target);
        }
    }

    private static string Place(string package, AtomicFolder folder, string file)
    {
        try
        {
            return folder.PathOf(file);
        }
        catch (ArgumentException exception)
        {
            throw new PluginInstallationException($"{package}: the path '{file}' leads out of the package.", exception);
        }
    }
}

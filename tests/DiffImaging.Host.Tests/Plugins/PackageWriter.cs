using System.IO.Compression;
using NuGet.Packaging;
using NuGet.Versioning;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>Packs plugins as <c>dotnet pack</c> does.</summary>
internal static class PackageWriter
{
    /// <summary>Packs the files of a folder into <c>lib/net10.0</c>.</summary>
    /// <returns>Path of the package.</returns>
    public static string Pack(string plugin, string target, string id, string version)
    {
        var builder = new PackageBuilder { Id = id, Version = NuGetVersion.Parse(version), Description = "A plugin." };
        builder.Authors.Add("A third party");
        builder.PackageTypes.Add(new NuGet.Packaging.Core.PackageType("DiffImagingPlugin", new Version(0, 0)));
        foreach (var file in Directory.EnumerateFiles(plugin))
        {
            builder.Files.Add(new PhysicalPackageFile { SourcePath = file, TargetPath = $"lib/net10.0/{Path.GetFileName(file)}" });
        }

        Directory.CreateDirectory(target);
        var path = Path.Combine(target, $"{id}.{version}.nupkg");
        using var stream = File.Create(path);
        builder.Save(stream);
        return path;
    }

    /// <summary>Adds an entry to a package that no packer would.</summary>
    public static void Smuggle(string package, string entry)
    {
        using var archive = ZipFile.Open(package, ZipArchiveMode.Update);
        using var stream = archive.CreateEntry(entry).Open();
        stream.Write("evil"u8);
    }
}

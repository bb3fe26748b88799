using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>The SDK version that an assembly was built against, read from its metadata without loading it.</summary>
internal static class SdkReference
{
    /// <summary>Version of the SDK that this host offers.</summary>
    public static Version Offered { get; } = typeof(IForwardStage).Assembly.GetName().Version!;

    /// <summary>Reads the reference; null where the assembly has none.</summary>
    /// <exception cref="BadImageFormatException">It is not a .NET assembly.</exception>
    public static Version? Read(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly, writable: false));
        if (!file.HasMetadata)
        {
            throw new BadImageFormatException("it holds no .NET metadata");
        }

        var metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.GetString(reference.Name) == "DiffImaging.Sdk")
            .Select(reference => reference.Version)
            .FirstOrDefault();
    }

    /// <summary>Whether a plugin that needs <paramref name="needed"/> runs here: same major, host minor at least the plugin's.</summary>
    public static bool IsSatisfied(Version needed) => needed.Major == Offered.Major && needed.Minor <= Offered.Minor;
}

using System.Diagnostics;
using DiffImaging.Engine.Plugins.Loading;

namespace DiffImaging.Engine.Plugins.Installing;

/// <summary>The plugin that lies in a folder, found without loading it.</summary>
/// <param name="Assembly">Full path of its assembly.</param>
/// <param name="Version">Its version, as its author states it.</param>
/// <param name="Sdk">SDK version that it was built against, as <c>major.minor</c>.</param>
public sealed record FoundPlugin(string Assembly, string Version, string Sdk)
{
    private static readonly string[] TensorLibraries = ["libtorch", "libc10", "liblibtorchsharp", "libtorchsharp", "torch_cpu", "torch_cuda", "torch.dll", "c10.dll"];
    private static readonly EnumerationOptions EveryFile = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false, MaxRecursionDepth = 16 };

    /// <summary>Looks into a folder.</summary>
    /// <exception cref="PluginInstallationException">It holds no plugin, several, one for another SDK, or the tensor library.</exception>
    public static FoundPlugin In(string folder)
    {
        var (assembly, built) = Single(folder);

        // Behind it: what holds no plugin may be a whole disk.
        if (Directory.EnumerateFiles(folder, "*", EveryFile).FirstOrDefault(IsTensorLibrary) is { } native)
        {
            throw new PluginInstallationException(
                $"it holds the native tensor library ({Path.GetRelativePath(folder, native)}), which comes from the host. Reference DiffImaging.Sdk and DiffImaging.Optics with ExcludeAssets=\"runtime;native\" and build it again.");
        }

        if (!SdkReference.IsSatisfied(built))
        {
            throw new PluginInstallationException(
                $"{Path.GetFileName(assembly)} was built against SDK {built.ToString(2)}, this host offers {SdkReference.Offered.ToString(2)}; the rule is: same major version, minor version of the host at least the plugin's.");
        }

        // What follows '+' is the commit that it was built from.
        var version = FileVersionInfo.GetVersionInfo(assembly).ProductVersion?.Split('+')[0];
        return new FoundPlugin(assembly, string.IsNullOrWhiteSpace(version) ? "0.0.0" : version, built.ToString(2));
    }

    private static (string Assembly, Version Sdk) Single(string folder)
    {
        var shared = SharedAssemblies.All.Select(name => name.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)
            .Where(file => !shared.Contains(Path.GetFileNameWithoutExtension(file)) && !IsTensorLibrary(file))
            .Select(file => (Assembly: file, Sdk: Reference(file)!))
            .Where(candidate => candidate.Sdk is not null)
            .ToList();

        // A private library may use the SDK as well; the build lays a .deps.json beside the plugin alone.
        var directed = found.Where(candidate => File.Exists(Path.ChangeExtension(candidate.Assembly, ".deps.json"))).ToList();
        var names = string.Join(", ", found.Select(candidate => Path.GetFileName(candidate.Assembly)));
        return found.Count == 0 ? throw new PluginInstallationException("it holds no assembly that references DiffImaging.Sdk, so it is no plugin. A plugin's folder is what 'dotnet build' or 'dotnet publish' put beside its assembly.")
            : found.Count == 1 ? found[0]
            : directed.Count == 1 ? directed[0]
            : throw new PluginInstallationException($"it holds {found.Count} assemblies that reference DiffImaging.Sdk ({names}), {directed.Count} of them with a .deps.json beside; expected one plugin.");
    }

    private static Version? Reference(string file)
    {
        try
        {
            return SdkReference.Read(File.ReadAllBytes(file));
        }
        catch (BadImageFormatException)
        {
            // A native library of the plugin's own.
            return null;
        }
    }

    private static bool IsTensorLibrary(string file) =>
        Array.Exists(TensorLibraries, name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase));
}

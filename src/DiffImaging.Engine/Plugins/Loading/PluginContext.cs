using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>The load context of one plugin. Everything in it comes out of the plugin's folder as it was read, but for what all share.</summary>
/// <remarks>The folder is the plugin: what belongs to it is told by the names of its files, in <c>runtimes/RID/lib</c> and <c>runtimes/RID/native</c> too, not by <c>.deps.json</c>.</remarks>
internal sealed class PluginContext(string plugin, PluginFiles files) : AssemblyLoadContext(plugin, isCollectible: true)
{
    private static readonly string[] Systems =
    [
        RuntimeInformation.RuntimeIdentifier,
        $"{Family}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
        Family,
        .. OperatingSystem.IsWindows() ? Array.Empty<string>() : ["unix"],
    ];

    private readonly Lock _gate = new();
    private NativeFolder? _natives;

    private static string Family => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    /// <summary>Changes with the files of the plugin.</summary>
    public string Fingerprint => files.Fingerprint;

    /// <summary>The plugin's own assembly.</summary>
    public Assembly LoadOwn() => Load(files.Name) ?? throw new FileNotFoundException(null, files.Name);

    /// <summary>Lets go of it; whether it is gone then depends on who holds what of it.</summary>
    public void End()
    {
        _natives?.Dispose();
        Unload();
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null: the host's.
        if (SharedAssemblies.Contains(assemblyName))
        {
            return null;
        }

        var file = assemblyName.Name + ".dll";
        return assemblyName.CultureName is { Length: > 0 } culture
            ? Load($"{culture}/{file}")
            : Load(Systems.Select(system => Specific($"runtimes/{system}/lib/", file)).FirstOrDefault(path => path is not null) ?? file);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var names = NamesOf(unmanagedDllName);
        var path = Systems.Select(system => $"runtimes/{system}/native/").Append("")
            .SelectMany(folder => names.Select(name => folder + name))
            .FirstOrDefault(path => files.Natives.Contains(path, StringComparer.OrdinalIgnoreCase) || files.Find(path) is not null);
        if (path is null)
        {
            return IntPtr.Zero;
        }

        lock (_gate)
        {
            _natives ??= new NativeFolder();
            return LoadUnmanagedDllFromPath(_natives.Copy(files, path));
        }
    }

    private static string[] NamesOf(string name) => OperatingSystem.IsWindows()
        ? [name, name + ".dll"]
        : OperatingSystem.IsMacOS() ? [name, $"lib{name}.dylib", name + ".dylib", "lib" + name] : [name, $"lib{name}.so", name + ".so", "lib" + name];

    private string? Specific(string folder, string file) =>
        files.Assemblies.FirstOrDefault(path => path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && path.EndsWith("/" + file, StringComparison.OrdinalIgnoreCase));

    private Assembly? Load(string path)
    {
        if (files.Find(path) is not { } bytes)
        {
            return null;
        }

        using var assembly = new MemoryStream(bytes, writable: false);
        using var symbols = files.Find(Path.ChangeExtension(path, ".pdb")) is { } found ? new MemoryStream(found, writable: false) : null;
        return LoadFromStream(assembly, symbols);
    }
}

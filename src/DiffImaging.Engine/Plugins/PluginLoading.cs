using System.Composition.Hosting;
using System.Reflection;
using DiffImaging.Engine.Plugins.Installing;
using DiffImaging.Sdk.Composition;
using McMaster.NETCore.Plugins;

namespace DiffImaging.Engine.Plugins;

/// <summary>Loads one plugin into a load context of its own and turns every failure into a named state.</summary>
internal static class PluginLoading
{
    public static Plugin Load(PluginEntry entry, string folder, bool isConfined)
    {
        if (!entry.Enabled)
        {
            return new Plugin(entry, PluginStatus.Disabled, "switched off in plugins.json");
        }

        var path = Path.Combine(folder, entry.Path);
        try
        {
            path = Path.GetFullPath(path);
            if (isConfined && PluginConfinement.Outside(path, folder) is { } place)
            {
                return new Plugin(entry, PluginStatus.Refused, $"it lies outside the folder of the list, which is confined: {place}. Put it below {folder}") { AssemblyPath = path };
            }

            if (!File.Exists(path))
            {
                return new Plugin(entry, PluginStatus.Malfunctioned, $"its assembly is missing: {path}") { AssemblyPath = path };
            }

            PluginUse.Hold(path);
            if (entry.Sha256 is { } pins && PluginPins.Difference(pins, path) is { } difference)
            {
                return new Plugin(entry, PluginStatus.Refused, difference) { AssemblyPath = path };
            }

            return Incompatibility(entry, path) is { } reason
                ? new Plugin(entry, PluginStatus.Incompatible, reason) { AssemblyPath = path }
                : new Plugin(entry, PluginStatus.Active, StrayCopies(path)) { AssemblyPath = path, Components = Compose(entry, path) };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever a plugin throws while it is loaded is its own state, never the host's end.
            return new Plugin(entry, PluginStatus.Malfunctioned, Explain(exception)) { AssemblyPath = path };
        }
    }

    private static string? Incompatibility(PluginEntry entry, string path)
    {
        if (SdkReference.Read(path) is not { } built)
        {
            return "it does not reference DiffImaging.Sdk, so it is no plugin";
        }

        if (!Version.TryParse(entry.Sdk.Length == 0 ? built.ToString() : entry.Sdk, out var stated))
        {
            return $"it is listed with the SDK version '{entry.Sdk}', expected major.minor, such as '{SdkReference.Offered.ToString(2)}'";
        }

        foreach (var (needed, source) in new[] { (built, "was built against"), (stated, "is listed with") })
        {
            if (!SdkReference.IsSatisfied(needed))
            {
                return $"it {source} SDK {needed.ToString(2)}, this host offers {SdkReference.Offered.ToString(2)}; the rule is: same major version, minor version of the host at least the plugin's";
            }
        }

        return null;
    }

    private static string StrayCopies(string path)
    {
        var stray = SharedAssemblies.All
            .Select(name => name.Name + ".dll")
            .Where(file => File.Exists(Path.Combine(Path.GetDirectoryName(path)!, file)))
            .ToList();
        return stray.Count == 0 ? "" : $"a private copy of {string.Join(", ", stray)} lies in its folder and is not used: the host's is shared";
    }

    private static List<Component> Compose(PluginEntry entry, string path)
    {
        var loader = PluginLoader.CreateFromAssemblyFile(path, configuration =>
        {
            configuration.IsUnloadable = true;
            configuration.PreferSharedTypes = false;
            foreach (var name in SharedAssemblies.All)
            {
                configuration.SharedAssemblies.Add(name);
            }
        });
        var assembly = loader.LoadDefaultAssembly();

        // MEF skips types it cannot read, and code finds out only when it runs; asking here makes a missing dependency an
        // error with a name before anything is computed.
        _ = assembly.GetTypes();
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            loader.LoadAssembly(reference);
        }

        using var container = new ContainerConfiguration().WithAssembly(assembly).CreateContainer();
        return [.. ComponentKind.All.SelectMany(contract => Exports(container, contract, entry.Id))];
    }

    private static IEnumerable<Component> Exports(CompositionHost container, Type contract, string plugin)
    {
        var lazy = typeof(Lazy<,>).MakeGenericType(contract, typeof(ComponentMetadata));
        foreach (var export in container.GetExports(lazy))
        {
            var metadata = (ComponentMetadata)lazy.GetProperty("Metadata")!.GetValue(export)!;
            var factory = (IComponentFactory)lazy.GetProperty("Value")!.GetValue(export)!;
            yield return new Component(contract, metadata.Id, metadata.Summary, factory, plugin);
        }
    }

    private static string Explain(Exception exception) => exception switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Explain(first),
        FileNotFoundException { FileName: { } name } => $"it needs '{name}', which is not in its folder",
        TargetInvocationException { InnerException: { } inner } => Explain(inner),
        CompositionFailedException { InnerException: { } inner } => Explain(inner),
        BadImageFormatException => $"its assembly is not a .NET assembly: {exception.Message}",
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };
}

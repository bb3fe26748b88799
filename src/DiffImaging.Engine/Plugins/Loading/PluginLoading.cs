using System.Composition.Hosting;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Plugins.Installing;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>Loads one plugin into a load context of its own and turns every failure into a named state.</summary>
internal static class PluginLoading
{
    public static Plugin Load(PluginEntry entry, string folder, PluginList list, LoadTime time)
    {
        if (!entry.Enabled)
        {
            return new Plugin(entry, PluginStatus.Disabled, "switched off in plugins.json");
        }

        var path = Path.Combine(folder, entry.Path);
        try
        {
            path = Path.GetFullPath(path);
            // Before anything is read: what changes meanwhile is noticed.
            var stamp = PluginStamp.OfFolder(path);
            if (list.Confined && PluginConfinement.Outside(path, folder) is { } place)
            {
                return new Plugin(entry, PluginStatus.Refused, $"it lies outside the folder of the list, which is confined: {place}. Put it below {folder}") { AssemblyPath = path, Stamp = stamp };
            }

            return stamp.Length == 0
                ? new Plugin(entry, PluginStatus.Malfunctioned, $"its assembly is missing: {path}") { AssemblyPath = path }
                : Load(entry, path, PluginFiles.Read(path, entry.Sha256 is not null), time) with { AssemblyPath = path, Stamp = stamp };
        }
        catch (Exception exception)
        {
            return new Plugin(entry, PluginStatus.Malfunctioned, PluginFault.Explain(exception)) { AssemblyPath = path };
        }
    }

    private static Plugin Load(PluginEntry entry, string path, PluginFiles files, LoadTime time)
    {
        if (entry.Sha256 is { } pins && PluginPins.Difference(pins, files.Hashes) is { } difference)
        {
            return new Plugin(entry, PluginStatus.Refused, difference);
        }

        var context = new PluginContext(entry.Id, files);
        Plugin Loaded(PluginStatus status, string reason) => new(entry, status, reason) { Sha256 = files.Sha256, Fingerprint = files.Fingerprint, Context = context };
        try
        {
            if (Incompatibility(entry, files.Find(files.Name)!) is { } reason)
            {
                return new Plugin(entry, PluginStatus.Incompatible, reason);
            }

            PluginUse.Hold(path);
            IReadOnlyList<Component> components = [];
            var called = new ComponentUse(entry.Id, files.Fingerprint);
            if (TimeLimit.Run(() => components = called.Call("while loading", () => Compose(entry, context)), TimeSpan.FromSeconds(time.Seconds), $"loading {entry.Id}"))
            {
                return Loaded(PluginStatus.Active, StrayCopies(path)) with { Components = components };
            }

            called.GiveUp();
            var endless = FormattableString.Invariant($"it has not come to an end of loading within {time.Seconds:G4} s, {time.Origin}: a constructor of it, or a static one, is endless");
            time.Spend();
            return Loaded(PluginStatus.Malfunctioned, endless);
        }
        catch (Exception exception)
        {
            // Whatever a plugin throws while it is loaded is its own state, never the host's end.
            return Loaded(PluginStatus.Malfunctioned, PluginFault.Explain(exception));
        }
        finally
        {
            CallRecord.Write(null);
        }
    }

    private static string? Incompatibility(PluginEntry entry, byte[] assembly)
    {
        if (SdkReference.Read(assembly) is not { } built)
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

    private static List<Component> Compose(PluginEntry entry, PluginContext context)
    {
        var assembly = context.LoadOwn();

        // MEF skips types it cannot read, and code finds out only when it runs; asking here makes a missing dependency an
        // error with a name before anything is computed.
        _ = assembly.GetTypes();
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            context.LoadFromAssemblyName(reference);
        }

        using var container = new ContainerConfiguration().WithAssembly(assembly).CreateContainer();
        List<Component> components = [.. ComponentKind.All.SelectMany(contract => Exports(container, contract, entry.Id))];

        // Last, for a constructor may have said where its libraries are.
        NativeImports.Require(assembly);
        return components;
    }

    private static IEnumerable<Component> Exports(CompositionHost container, Type contract, string plugin)
    {
        var lazy = typeof(Lazy<,>).MakeGenericType(contract, typeof(ComponentMetadata));
        foreach (var export in container.GetExports(lazy))
        {
            var metadata = (ComponentMetadata)lazy.GetProperty("Metadata")!.GetValue(export)!;
            var factory = (IComponentFactory)lazy.GetProperty("Value")!.GetValue(export)!;

            // Everybody asks for it later; what its class is made ready with runs here, where a time is set.
            _ = factory.OptionsType;
            yield return new Component(contract, metadata.Id, metadata.Summary, factory, plugin);
        }
    }
}

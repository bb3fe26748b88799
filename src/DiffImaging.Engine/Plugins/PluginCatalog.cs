using System.Runtime.CompilerServices;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Plugins.Loading;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Plugins;

/// <summary>Every plugin of the list with its state, and the components of the active ones. Disposing it unloads them.</summary>
public sealed class PluginCatalog : IDisposable
{
    private readonly Dictionary<(Type Contract, string Id), Component> _components = [];
    private readonly List<UnloadedPlugin> _unloaded = [];
    private readonly string _path = "";
    private readonly string _stamp = "";
    private readonly PluginList? _list;
    private List<Plugin> _plugins;

    internal PluginCatalog(IReadOnlyList<Plugin> plugins)
    {
        _plugins = [.. plugins];
        foreach (var component in plugins.SelectMany(plugin => plugin.Components))
        {
            _components.Add((component.Contract, component.Id), component);
        }
    }

    private PluginCatalog(string path, string stamp, PluginList list, List<Plugin> plugins, List<UnloadedPlugin> refused)
        : this(plugins) => (_path, _stamp, _list, _unloaded) = (path, stamp, list, refused);

    /// <summary>Every plugin listed, in the order of the list.</summary>
    public IReadOnlyList<Plugin> Plugins => _plugins;

    /// <summary>The components of all active plugins.</summary>
    public IReadOnlyCollection<Component> Components => [.. _plugins.SelectMany(plugin => plugin.Components)];

    /// <summary>The plugins that were loaded and are not any more: refused, changed, or all of them once the catalog is disposed.</summary>
    public IReadOnlyList<UnloadedPlugin> Unloaded => _unloaded;

    /// <summary>What is being asked, by its content: what a plugin throws counts once for it. Null where each component's place counts by itself.</summary>
    internal string? Question { get; set; }

    /// <summary>Whether list and files are those that were loaded, by their names, lengths and dates.</summary>
    public bool IsCurrent => PluginStamp.OfList(_path) == _stamp && _plugins.All(plugin => plugin.AssemblyPath.Length == 0 || PluginStamp.OfFolder(plugin.AssemblyPath) == plugin.Stamp);

    /// <summary>Loads the plugins of a list. A bad plugin gets a state and a reason; it never ends the host.</summary>
    /// <param name="path">Path of <c>plugins.json</c>.</param>
    /// <param name="enabled">Id of a plugin that is loaded even if it is switched off; null for none.</param>
    /// <exception cref="PluginListException">The list itself cannot be read.</exception>
    public static PluginCatalog Load(string path, string? enabled = null) => Load(path, null, enabled);

    /// <summary>Loads what has changed since, takes over the rest with its state, and unloads what is no more; this catalog is of no use afterwards.</summary>
    /// <exception cref="PluginListException">The list cannot be read; this catalog is what it was.</exception>
    public PluginCatalog Renew()
    {
        var next = Load(_path, this, null);
        foreach (var plugin in _plugins.Where(plugin => plugin.Context is not null && !next.HasOrHasEnded(plugin.Context)))
        {
            next._unloaded.Add(End(plugin));
        }

        Forget();
        return next;
    }

    /// <summary>Finds a factory by contract and id.</summary>
    /// <typeparam name="T">The factory contract.</typeparam>
    /// <param name="id">The component's id.</param>
    /// <param name="problem">What is wrong where the result is null: the nearest known id, or the state of plugins that did not load.</param>
    public T? Find<T>(string id, out string problem)
        where T : class, IComponentFactory
    {
        if (_components.TryGetValue((typeof(T), id), out var component) && PluginOf(component).Status == PluginStatus.Active)
        {
            problem = "";
            return (T)component.Factory;
        }

        var known = Components.Where(known => known.Contract == typeof(T)).Select(known => known.Id).ToList();
        var failed = Plugins.Where(plugin => plugin.Status is not (PluginStatus.Active or PluginStatus.Disabled)).ToList();
        problem = $"found the {ComponentKind.Name(typeof(T))} '{id}', which no active plugin offers; {NearestName.Hint(id, known)}."
            + string.Concat(failed.Select(plugin => $" Plugin '{plugin.Entry.Id}' is {plugin.Status}: {plugin.Reason}."));
        return null;
    }

    /// <summary>A component at its place in a definition, by which it is called.</summary>
    /// <param name="factory">Its factory, as <see cref="Find{T}"/> found it.</param>
    /// <param name="definition">Where it stands.</param>
    public ComponentUse Use(IComponentFactory factory, ComponentDefinition definition)
    {
        var component = _components.Values.First(component => ReferenceEquals(component.Factory, factory) && component.Id == definition.Id);
        return new ComponentUse(PluginOf(component), component, definition, Question);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _unloaded.AddRange(_plugins.Where(plugin => plugin.Context is not null).Select(End));
        Forget();
    }

    private static PluginCatalog Load(string path, PluginCatalog? previous, string? enabled)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var stamp = PluginStamp.OfList(path);
        var (plugins, refused, list) = (new List<Plugin>(), new List<UnloadedPlugin>(), PluginList.Read(path));
        var time = new LoadTime(list.LoadTimeout);
        foreach (var entry in list.Plugins.Select(entry => entry.Id == enabled ? entry with { Enabled = true } : entry))
        {
            var loaded = plugins.Exists(other => other.Entry.Id == entry.Id)
                ? new Plugin(entry, PluginStatus.Refused, $"the plugin id '{entry.Id}' is listed twice; only the first counts")
                : previous?.FindUnchanged(entry, list) ?? PluginLoading.Load(entry, folder, list, time);
            plugins.Add(Admit(loaded, plugins, refused));
        }

        return new PluginCatalog(path, stamp, list, plugins, refused);
    }

    private static Plugin Admit(Plugin plugin, List<Plugin> others, List<UnloadedPlugin> refused)
    {
        var taken = plugin.Components
            .Concat(others.SelectMany(other => other.Components))
            .GroupBy(component => (component.Contract, component.Id))
            .FirstOrDefault(group => group.Count() > 1);
        if (taken is null)
        {
            return plugin;
        }

        refused.Add(End(plugin));
        return plugin.WithoutContext() with
        {
            Status = PluginStatus.Refused,
            Reason = $"it exports the {taken.First().Kind} '{taken.Key.Id}', which plugin '{taken.Last().Plugin}' offers already",
        };
    }

    // Who is not to be had because of another is looked at again; all others are what they were, as long as their files are.
    private Plugin? FindUnchanged(PluginEntry entry, PluginList list) => _list is { } known && known.Confined == list.Confined
        ? _plugins.Find(plugin => plugin.Status is PluginStatus.Active or PluginStatus.Malfunctioned && plugin.Stamp.Length > 0 && plugin.Entry.IsSame(entry) && plugin.Stamp == PluginStamp.OfFolder(plugin.AssemblyPath))
        : null;

    private bool HasOrHasEnded(PluginContext context) => _plugins.Exists(plugin => ReferenceEquals(plugin.Context, context)) || _unloaded.Exists(plugin => ReferenceEquals(plugin.Context.Target, context));

    private Plugin PluginOf(Component component) => _plugins.First(plugin => plugin.Entry.Id == component.Plugin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static UnloadedPlugin End(Plugin plugin)
    {
        plugin.Context!.End();
        return new UnloadedPlugin(plugin.Entry.Id, new WeakReference(plugin.Context, trackResurrection: true));
    }

    private void Forget()
    {
        _components.Clear();
        _plugins = [.. _plugins.Select(plugin => plugin.WithoutContext())];
    }
}

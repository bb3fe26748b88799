using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Plugins;

/// <summary>Every plugin of the list with its state, and the components of the active ones.</summary>
public sealed class PluginCatalog
{
    private readonly Dictionary<(Type Contract, string Id), Component> _components = [];

    internal PluginCatalog(IReadOnlyList<Plugin> plugins)
    {
        Plugins = plugins;
        foreach (var component in plugins.SelectMany(plugin => plugin.Components))
        {
            _components.Add((component.Contract, component.Id), component);
        }
    }

    /// <summary>Every plugin listed, in the order of the list.</summary>
    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>The components of all active plugins.</summary>
    public IReadOnlyCollection<Component> Components => _components.Values;

    /// <summary>Loads the plugins of a list. A bad plugin gets a state and a reason; it never ends the host.</summary>
    /// <param name="path">Path of <c>plugins.json</c>.</param>
    /// <param name="enabled">Id of a plugin that is loaded even if it is switched off; null for none.</param>
    /// <exception cref="PluginListException">The list itself cannot be read.</exception>
    public static PluginCatalog Load(string path, string? enabled = null)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var (plugins, list) = (new List<Plugin>(), PluginList.Read(path));
        foreach (var entry in list.Plugins.Select(entry => entry.Id == enabled ? entry with { Enabled = true } : entry))
        {
            plugins.Add(Admit(
                plugins.Exists(other => other.Entry.Id == entry.Id)
                    ? new Plugin(entry, PluginStatus.Refused, $"the plugin id '{entry.Id}' is listed twice; only the first counts")
                    : PluginLoading.Load(entry, folder, list.Confined),
                plugins));
        }

        return new PluginCatalog(plugins);
    }

    /// <summary>Finds a factory by contract and id.</summary>
    /// <typeparam name="T">The factory contract.</typeparam>
    /// <param name="id">The component's id.</param>
    /// <param name="problem">What is wrong where the result is null: the nearest known id, or the state of plugins that did not load.</param>
    public T? Find<T>(string id, out string problem)
        where T : class, IComponentFactory
    {
        if (_components.TryGetValue((typeof(T), id), out var component))
        {
            problem = "";
            return (T)component.Factory;
        }

        var known = _components.Keys.Where(key => key.Contract == typeof(T)).Select(key => key.Id).ToList();
        var failed = Plugins.Where(plugin => plugin.Status is not (PluginStatus.Active or PluginStatus.Disabled)).ToList();
        problem = $"found the {ComponentKind.Name(typeof(T))} '{id}', which no active plugin offers; {NearestName.Hint(id, known)}."
            + string.Concat(failed.Select(plugin => $" Plugin '{plugin.Entry.Id}' is {plugin.Status}: {plugin.Reason}."));
        return null;
    }

    private static Plugin Admit(Plugin plugin, List<Plugin> others)
    {
        var taken = plugin.Components
            .Concat(others.SelectMany(other => other.Components))
            .GroupBy(component => (component.Contract, component.Id))
            .FirstOrDefault(group => group.Count() > 1);
        return taken is null
            ? plugin
            : new Plugin(plugin.Entry, PluginStatus.Refused,
                $"it exports the {taken.First().Kind} '{taken.Key.Id}', which plugin '{taken.Last().Plugin}' offers already") { AssemblyPath = plugin.AssemblyPath };
    }
}

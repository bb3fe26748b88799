using DiffImaging.Data;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Installing;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>Changes a list of plugins and the folders beside it: one change at a time, seen whole or not at all.</summary>
/// <param name="path">The list.</param>
/// <param name="tell">Takes lines for people to read.</param>
internal sealed class PluginInstaller(string path, Action<string> tell)
{
    private readonly string _list = Path.GetFullPath(path);

    private InstalledFolders Folders => new(_list);

    /// <summary>Installs a plugin, or another version of it.</summary>
    /// <exception cref="PluginInstallationException">It cannot be installed; nothing was changed.</exception>
    /// <exception cref="IOException">A feed does not answer, or a file cannot be read or written; nothing was changed.</exception>
    public async Task AddAsync(InstallationRequest request, CancellationToken cancellation)
    {
        using var gate = await BeginAsync(cancellation);
        var download = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.nupkg");
        try
        {
            await InstallAsync(request, await PluginSupplies.OpenAsync(request.Source, request.Version, download, cancellation), cancellation);
        }
        catch (PluginInstallationException exception)
        {
            throw new PluginInstallationException($"{request.Source} is not installed: {exception.Message} Nothing was changed.", exception);
        }
        finally
        {
            File.Delete(download);
            Folders.ForgetEmpty();
        }
    }

    /// <summary>Takes a plugin off the list, and deletes its files where they were installed and nobody uses them.</summary>
    /// <exception cref="PluginInstallationException">No plugin has the id.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancellation)
    {
        using var gate = await BeginAsync(cancellation);
        var document = PluginListDocument.Read(_list);
        document.Remove(id);
        var folder = FolderOf(PluginList.Read(_list).Plugins.First(entry => entry.Id == id));
        AtomicFile.WriteText(_list, document.Write());
        tell($"{id} is taken off {_list}");
        var isOurs = Folders.IsOurs(folder);
        foreach (var stays in Folders.Sweep())
        {
            tell($"  {stays} stays for now: a running process uses it. The next 'plugins add' or 'plugins remove' after its end deletes it.");
        }

        if (!isOurs && Directory.Exists(folder))
        {
            tell($"  its files stay in {folder}: 'plugins add' did not lay them there for this list.");
        }
    }

    /// <summary>Switches a plugin on or off; one that does not become active is not switched on.</summary>
    /// <exception cref="PluginInstallationException">No plugin has the id, or it does not become active.</exception>
    public async Task SwitchAsync(string id, bool enabled, CancellationToken cancellation)
    {
        using var gate = await BeginAsync(cancellation);
        var document = PluginListDocument.Read(_list);
        document.Switch(id, enabled);
        if (enabled)
        {
            await TryAsync(document, id, cancellation);
        }

        AtomicFile.WriteText(_list, document.Write());
        tell($"{id} is {(enabled ? "enabled and active" : "disabled")}");
    }

    private async Task<IDisposable> BeginAsync(CancellationToken cancellation)
    {
        // The folder of the list must be there for its lock.
        _ = PluginList.Read(_list);
        var gate = await InstallationLock.TakeAsync(Path.GetDirectoryName(_list)!, cancellation);
        Folders.Sweep();
        return gate;
    }

    private async Task InstallAsync(InstallationRequest request, PluginSupply supply, CancellationToken cancellation)
    {
        var (document, entries) = (PluginListDocument.Read(_list), PluginList.Read(_list).Plugins);
        var id = PluginId.Require(request.Id ?? PluginId.From(supply.Id));
        var old = entries.FirstOrDefault(entry => entry.Id == id);
        var folder = Folders.Free(id, supply.Version);
        using var laid = AtomicFolder.Create(folder);
        supply.Lay(laid);
        var found = FoundPlugin.In(laid.WorkingPath);
        RequireSamePlugin(old, found);
        var entry = new PluginEntry
        {
            Id = id,
            Path = Folders.Listed(found.Assembly),
            Version = supply.Version,
            Sdk = found.Sdk,
            Enabled = true,
            Sha256 = PluginPins.Read(found.Assembly),
        };
        if (old is not null && IsSame(old, entry))
        {
            tell($"{id} {entry.Version} is installed already, with the same files: nothing was changed");
            return;
        }

        // Tried where it lies hidden: what does not work is never seen under its name.
        document.Put(entry);
        var trial = await TryAsync(document, id, cancellation);
        var enabled = !request.IsDisabled && old?.Enabled != false;
        document.Put(entry with { Path = Folders.Listed(Path.Combine(folder, Path.GetFileName(found.Assembly))), Enabled = enabled });
        Appear(laid, document);
        tell($"{id} {entry.Version}, SDK {entry.Sdk}, is installed in {folder}{(enabled ? " and active" : $"; 'diffimaging plugins enable {id}' switches it on")}");
        foreach (var line in trial.ComponentsOf(id).Concat(Notes(old, trial.StateOf(id).Reason)))
        {
            tell(line);
        }
    }

    private IEnumerable<string> Notes(PluginEntry? old, string reason)
    {
        if (reason.Length > 0)
        {
            yield return $"  note: {reason}";
        }

        if (old is not null)
        {
            var folder = FolderOf(old);
            yield return $"  it takes the place of {old.Version}{(Folders.IsOurs(folder) ? ", whose files stay until the next 'plugins add' or 'plugins remove', for processes that use them" : $", whose files stay in {folder}")}";
        }
    }

    private void Appear(AtomicFolder laid, PluginListDocument document)
    {
        // Marked before it is there: killed at any place from here on, it leaves what the next sweep finds.
        PluginUse.Mark(laid.TargetPath, Path.GetFileName(_list));
        var isThere = false;
        try
        {
            laid.Commit();
            isThere = true;
            AtomicFile.WriteText(_list, document.Write());
        }
        catch when (!isThere)
        {
            File.Delete(laid.TargetPath + PluginUse.Extension);
            throw;
        }
        catch
        {
            InstalledFolders.TryRemove(laid.TargetPath);
            throw;
        }
    }

    private static void RequireSamePlugin(PluginEntry? old, FoundPlugin found)
    {
        if (old is not null && Path.GetFileName(old.Path) != Path.GetFileName(found.Assembly))
        {
            throw new PluginInstallationException(
                $"the id '{old.Id}' belongs to another plugin, {Path.GetFileName(old.Path)}; this one is {Path.GetFileName(found.Assembly)}. --id gives it an id of its own, 'diffimaging plugins remove {old.Id}' takes the other away.");
        }
    }

    // What lies there counts as well as what is pinned: an installation repairs what was changed or lost.
    private bool IsSame(PluginEntry old, PluginEntry entry)
    {
        var assembly = Path.GetFullPath(old.Path, Path.GetDirectoryName(_list)!);
        return old.Version == entry.Version && old.Sha256 is { } pins && AreSame(pins, entry.Sha256!) && File.Exists(assembly) && AreSame(PluginPins.Read(assembly), pins);
    }

    private static bool AreSame(IReadOnlyDictionary<string, string> pins, IReadOnlyDictionary<string, string> others) =>
        pins.Count == others.Count && pins.All(pin => others.TryGetValue(pin.Key, out var hash) && string.Equals(hash, pin.Value, StringComparison.OrdinalIgnoreCase));

    // Loads the list as it would be, and as it is: a plugin that works may take a component's id from another. The list as it is may crash: by the very
    // plugin that is mended now.
    private async Task<PluginTrial> TryAsync(PluginListDocument document, string id, CancellationToken cancellation)
    {
        var candidate = Path.Combine(Path.GetDirectoryName(_list)!, $".{Path.GetFileName(_list)}.{Guid.NewGuid():N}.tmp");
        try
        {
            await File.WriteAllTextAsync(candidate, document.Write(), cancellation);
            var trials = await Task.WhenAll(PluginTrial.RunAsync(candidate, cancellation), PluginTrial.RunAsync(_list, cancellation));
            if (trials[0].Failure is { } failure)
            {
                throw new PluginInstallationException(trials[0].Culprit is { } culprit && culprit != id ? $"{failure} 'diffimaging plugins disable {culprit}' takes it out of the way." : failure);
            }

            var (status, reason) = trials[0].StateOf(id);
            if (status != "active")
            {
                throw new PluginInstallationException($"loaded, '{id}' is {status}: {reason}.");
            }

            foreach (var other in trials[1].Active.Where(other => other != id).Except(trials[0].Active))
            {
                throw new PluginInstallationException($"with it, the plugin '{other}' would be {trials[0].StateOf(other).Status}: {trials[0].StateOf(other).Reason}.");
            }

            return trials[0];
        }
        finally
        {
            File.Delete(candidate);
        }
    }

    private string FolderOf(PluginEntry entry) => Path.GetDirectoryName(Path.GetFullPath(entry.Path, Path.GetDirectoryName(_list)!))!;
}

namespace DiffImaging.Engine.Plugins;

/// <summary>The plugins of a program that lives long: a change of the list, or of files of a plugin, counts for what is asked next.</summary>
/// <param name="list">Path of <c>plugins.json</c>.</param>
public sealed class LivePlugins(string list) : IDisposable
{
    private readonly List<UnloadedPlugin> _left = [];
    private PluginCatalog? _catalog;
    private long _questions;

    /// <summary>Plugins that were unloaded and are still in memory; one for each time.</summary>
    public IReadOnlyList<string> Remaining => [.. _left.Select(plugin => plugin.Id)];

    /// <summary>What the latest look at list and files has unloaded; empty where nothing had changed.</summary>
    public IReadOnlyList<string> Changed { get; private set; } = [];

    /// <summary>Why a changed list does not count; empty where it does.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The plugins as they are now. What an earlier call gave is of no use any more, and must not be held.</summary>
    /// <param name="question">What they are asked for, by its content: of the same one, throws count once. Null for another than all before.</param>
    /// <exception cref="PluginListException">The list cannot be read, and there is none from before.</exception>
    public PluginCatalog Current(string? question = null)
    {
        (Changed, Problem) = ([], "");
        if (_catalog is null)
        {
            _catalog = PluginCatalog.Load(list);
        }
        else if (!_catalog.IsCurrent)
        {
            Renew();
        }

        _catalog.Question = question ?? FormattableString.Invariant($"{++_questions}");
        return _catalog;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _catalog?.Dispose();
        _catalog = null;
    }

    private void Renew()
    {
        try
        {
            _catalog = _catalog!.Renew();
        }
        catch (PluginListException exception)
        {
            // Perhaps half written: what was there goes on.
            Problem = exception.Message;
            return;
        }

        Changed = [.. _catalog.Unloaded.Select(plugin => plugin.Id)];
        _left.AddRange(_catalog.Unloaded);
        var remaining = UnloadedPlugin.FindRemaining(_left);
        _left.Clear();
        _left.AddRange(remaining);
    }
}

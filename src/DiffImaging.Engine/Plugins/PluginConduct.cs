namespace DiffImaging.Engine.Plugins;

/// <summary>How a plugin behaves after it was loaded: one that throws again and again is not asked any more.</summary>
internal sealed class PluginConduct
{
    /// <summary>Throws in a row, while doing the same, after which a plugin is not used any more.</summary>
    public const int MostThrows = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _throws = [];
    private volatile string? _broken;

    /// <summary>Why it is not used any more; null where it is.</summary>
    public string? Broken => _broken;

    /// <summary>It did something as it should.</summary>
    public void Worked(string doing)
    {
        if (_throws.Count > 0)
        {
            lock (_gate)
            {
                _throws.Remove(doing);
            }
        }
    }

    /// <summary>It threw while it did something.</summary>
    public void Threw(string doing, string last)
    {
        lock (_gate)
        {
            var count = _throws[doing] = _throws.GetValueOrDefault(doing) + 1;
            if (count >= MostThrows)
            {
                _broken ??= $"its code threw {count} times in a row and is not called any more until its files change; the last time it {last}";
            }
        }
    }
}

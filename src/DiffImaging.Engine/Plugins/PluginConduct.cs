namespace DiffImaging.Engine.Plugins;

/// <summary>How a plugin behaves after it was loaded: one that throws again and again is not asked any more.</summary>
/// <remarks>A definition, however many components it has, counts once: its author's mistake must not take the plugin from everybody.</remarks>
internal sealed class PluginConduct
{
    /// <summary>Different definitions in a row for which a component throws, while doing the same, after which a plugin is not used any more.</summary>
    public const int MostThrows = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<object>> _throws = [];
    private volatile string? _broken;

    /// <summary>Why it is not used any more; null where it is.</summary>
    public string? Broken => _broken;

    /// <summary>It did something as it should.</summary>
    /// <param name="topic">What, and by which component.</param>
    public void Worked(string topic)
    {
        if (_throws.Count > 0)
        {
            lock (_gate)
            {
                _throws.Remove(topic);
            }
        }
    }

    /// <summary>It threw while it did something.</summary>
    /// <param name="topic">What, and by which component.</param>
    /// <param name="question">For whom: the same one counts once.</param>
    /// <param name="last">What it threw, in words.</param>
    public void Threw(string topic, object question, string last)
    {
        lock (_gate)
        {
            if (!_throws.TryGetValue(topic, out var questions))
            {
                _throws.Add(topic, questions = []);
            }

            questions.Add(question);
            if (questions.Count >= MostThrows)
            {
                _broken ??= $"its code threw {questions.Count} times in a row and is not called any more until its files change; the last time it {last}";
            }
        }
    }
}

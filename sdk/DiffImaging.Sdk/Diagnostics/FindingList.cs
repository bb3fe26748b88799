namespace DiffImaging.Sdk.Diagnostics;

/// <summary>Collects findings under one place of the configuration.</summary>
public sealed class FindingList
{
    private readonly List<Finding> _findings;

    /// <summary>Makes an empty list.</summary>
    /// <param name="path">The place that relative paths are relative to.</param>
    public FindingList(string path) : this(path, [])
    {
    }

    private FindingList(string path, List<Finding> findings) => (Path, _findings) = (path, findings);

    /// <summary>The place that relative paths are relative to.</summary>
    public string Path { get; }

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => _findings.Exists(finding => finding.Severity == Severity.Error);

    /// <summary>Adds an error.</summary>
    /// <param name="key">Key below <see cref="Path"/>; empty for the place itself.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public void Error(string key, string message) => _findings.Add(new Finding(Severity.Error, Join(key), message));

    /// <summary>Adds a warning.</summary>
    /// <param name="key">Key below <see cref="Path"/>; empty for the place itself.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public void Warning(string key, string message) => _findings.Add(new Finding(Severity.Warning, Join(key), message));

    /// <summary>Returns a view that adds to this list, with paths relative to a key below this one.</summary>
    public FindingList Below(string key) => new(Join(key), _findings);

    /// <summary>Adds findings made elsewhere, as they are.</summary>
    public void AddRange(IEnumerable<Finding> findings) => _findings.AddRange(findings);

    /// <summary>Returns the findings so far.</summary>
    public IReadOnlyList<Finding> ToList() => [.. _findings];

    private string Join(string key) => Path.Length == 0 ? key : key.Length == 0 ? Path : $"{Path}:{key}";
}

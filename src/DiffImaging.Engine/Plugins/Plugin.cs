using DiffImaging.Engine.Plugins.Loading;

namespace DiffImaging.Engine.Plugins;

/// <summary>A plugin and what became of it.</summary>
public sealed record Plugin
{
    private readonly PluginStatus _status;
    private readonly string _reason;
    private readonly IReadOnlyList<Component> _components = [];

    /// <summary>Makes one.</summary>
    /// <param name="entry">How it is listed.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="reason">Why it is in this state; empty where it is simply active.</param>
    public Plugin(PluginEntry entry, PluginStatus status, string reason) => (Entry, _status, _reason) = (entry, status, reason);

    /// <summary>How it is listed.</summary>
    public PluginEntry Entry { get; }

    /// <summary>What became of it, up to now: one that throws again and again becomes <see cref="PluginStatus.Malfunctioned"/>.</summary>
    public PluginStatus Status { get => Conduct.Broken is null ? _status : PluginStatus.Malfunctioned; init => _status = value; }

    /// <summary>Why it is in this state; empty where it is simply active.</summary>
    public string Reason { get => Conduct.Broken ?? _reason; init => _reason = value; }

    /// <summary>Whether it was loaded and has thrown so often since that it is not used any more.</summary>
    public bool HasMisbehaved => Conduct.Broken is not null;

    /// <summary>What it offers; empty unless active.</summary>
    public IReadOnlyList<Component> Components { get => Conduct.Broken is null ? _components : []; init => _components = value; }

    /// <summary>Full path of its assembly; empty where it is disabled.</summary>
    public string AssemblyPath { get; init; } = "";

    /// <summary>SHA-256 of its assembly as it was loaded; empty where it was not read.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Changes with its assemblies and native libraries; empty where they were not read.</summary>
    public string Fingerprint { get; init; } = "";

    internal PluginConduct Conduct { get; init; } = new();

    internal PluginContext? Context { get; init; }

    internal string Stamp { get; init; } = "";

    /// <summary>The same without what it offers: of a plugin that was let go of.</summary>
    internal Plugin WithoutContext() => this with { Components = [], Context = null };
}

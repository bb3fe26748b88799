namespace DiffImaging.Engine.Plugins;

/// <summary>One plugin as <c>plugins.json</c> lists it.</summary>
public sealed record PluginEntry
{
    /// <summary>Unique id, in kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>Path of its assembly, relative to <c>plugins.json</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Version of the plugin, as its author states it.</summary>
    public string Version { get; init; } = "";

    /// <summary>SDK version that it needs, as <c>major.minor</c>; empty to trust the assembly's own reference.</summary>
    public string Sdk { get; init; } = "";

    /// <summary>Whether it is to be loaded.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>SHA-256 of every file of its folder but symbols and documentation, by its path there with '/'; null where none is checked.</summary>
    public IReadOnlyDictionary<string, string>? Sha256 { get; init; }

    /// <summary>Whether another entry says the same.</summary>
    internal bool IsSame(PluginEntry other) =>
        this with { Sha256 = null } == other with { Sha256 = null } && (Sha256 is null) == (other.Sha256 is null)
        && (Sha256 is null || Sha256.OrderBy(pin => pin.Key, StringComparer.Ordinal).SequenceEqual(other.Sha256!.OrderBy(pin => pin.Key, StringComparer.Ordinal)));
}

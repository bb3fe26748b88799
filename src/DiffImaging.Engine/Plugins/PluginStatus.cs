namespace DiffImaging.Engine.Plugins;

/// <summary>What became of a plugin.</summary>
public enum PluginStatus
{
    /// <summary>Loaded; its components can be used.</summary>
    Active,

    /// <summary>Switched off in <c>plugins.json</c>.</summary>
    Disabled,

    /// <summary>Built against an SDK that this host does not offer.</summary>
    Incompatible,

    /// <summary>A file or a dependency is missing, or its code threw.</summary>
    Malfunctioned,

    /// <summary>Not let in: an id that is taken already, files that are not the pinned ones, or a place outside the folder of a confined list.</summary>
    Refused,
}

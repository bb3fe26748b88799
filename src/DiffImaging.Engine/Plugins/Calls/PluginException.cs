namespace DiffImaging.Engine.Plugins.Calls;

/// <summary>A plugin's code threw while a run needed it.</summary>
public sealed class PluginException : Exception
{
    internal PluginException(ComponentUse use, string doing, Exception inner)
        : base($"the plugin '{use.Plugin}' threw {doing}{use.Place}: {PluginFault.Explain(inner)}", inner) => Plugin = use.Plugin;

    /// <summary>Id of the plugin.</summary>
    public string Plugin { get; }
}

namespace DiffImaging.Engine.Plugins.Installing;

/// <summary>A plugin cannot be installed, or its entry cannot be changed; nothing was changed.</summary>
/// <param name="message">What was found, what was expected, what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class PluginInstallationException(string message, Exception? inner = null) : Exception(message, inner);

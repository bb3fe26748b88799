namespace DiffImaging.Engine.Plugins;

/// <summary>The list of plugins itself cannot be read.</summary>
/// <param name="message">File, what was found, what was expected.</param>
/// <param name="inner">The cause.</param>
public sealed class PluginListException(string message, Exception? inner = null) : Exception(message, inner);

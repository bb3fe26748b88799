namespace DiffImaging.Engine.Plugins;

/// <summary>A plugin and what became of it.</summary>
/// <param name="Entry">How it is listed.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it is in this state; empty where it is simply active.</param>
public sealed record Plugin(PluginEntry Entry, PluginStatus Status, string Reason)
{
    /// <summary>What it offers; empty unless active.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>Full path of its assembly; empty where it is disabled.</summary>
    public string AssemblyPath { get; init; } = "";
}

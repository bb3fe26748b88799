using System.ComponentModel;

namespace TestPlugins.Faulty;

/// <summary>What goes wrong.</summary>
public sealed record FaultyOptions
{
    /// <summary>What goes wrong.</summary>
    [Description("What goes wrong.")]
    public Fault Fault { get; init; } = Fault.Forward;
}

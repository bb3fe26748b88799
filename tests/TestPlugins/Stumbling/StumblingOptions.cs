using System.ComponentModel;

namespace TestPlugins.Stumbling;

/// <summary>How often to fail.</summary>
public sealed record StumblingOptions
{
    /// <summary>File that counts the failures, one byte each: they are counted over all runs.</summary>
    [Description("File that counts the failures.")]
    public required string Counter { get; init; }

    /// <summary>Failures before it works.</summary>
    [Description("Failures before it works.")]
    public int Failures { get; init; } = 1;
}

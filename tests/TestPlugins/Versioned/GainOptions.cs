using System.ComponentModel;
using DiffImaging.Sdk.Options;

namespace TestPlugins.Versioned;

/// <summary>An options record with a list and a choice: what binding might remember of it would keep the plugin in memory.</summary>
public sealed record GainOptions
{
    /// <summary>Some numbers.</summary>
    [Description("Some numbers."), Unit("1")]
    public IReadOnlyList<double> Numbers { get; init; } = [];

    /// <summary>A choice.</summary>
    [Description("A choice.")]
    public GainChoice Choice { get; init; } = GainChoice.Product;
}

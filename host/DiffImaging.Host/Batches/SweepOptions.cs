using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Host.Batches;

/// <summary>A key of the definition that takes one value after the other.</summary>
internal sealed record SweepOptions
{
    [Description("The key, as for --set: modality:distance, regularizers:tv:weight.")]
    public required string Key { get; init; }

    [Description("The values, in their order; or from, to and count.")]
    public IReadOnlyList<string> Values { get; init; } = [];

    [Description("First value of a range, such as \"30 mm\".")]
    public string? From { get; init; }

    [Description("Last value of a range, in the unit of the first.")]
    public string? To { get; init; }

    [Description("How many values a range has, both ends among them."), Range(2, BatchOptions.MostChildren)]
    public int? Count { get; init; }

    [Description("linear or logarithmic: how the values of a range lie.")]
    public Spacing Spacing { get; init; }
}

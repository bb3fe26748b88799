using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Host.Batches;

/// <summary>The section <c>batch</c> of a definition: how it becomes many experiments, each with each.</summary>
internal sealed record BatchOptions
{
    /// <summary>Most children of a batch.</summary>
    public const int MostChildren = 10_000;

    [Description("Keys that take one value after the other.")]
    public IReadOnlyList<SweepOptions> Sweep { get; init; } = [];

    [Description("Files, frames or tiles that are taken one after the other.")]
    public ForeachOptions? Foreach { get; init; }

    [Description("How many children may fail before the batch has failed."), Range(0, MostChildren)]
    public int MostFailures { get; init; }
}

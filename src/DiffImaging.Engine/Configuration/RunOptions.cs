using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Configuration;

/// <summary>The section <c>run</c>: how the computation is done, not what is computed.</summary>
public sealed record RunOptions
{
    /// <summary>Seed of everything random.</summary>
    [Description("Seed of everything random.")]
    public long Seed { get; init; } = 1;

    /// <summary>Device: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    [Description("cpu, cuda or cuda:N.")]
    public string Device { get; init; } = "cpu";

    /// <summary>Working precision of fields.</summary>
    [Description("single or double.")]
    public Precision Precision { get; init; } = Precision.Single;

    /// <summary>Threads of the tensor library; 0 for its own choice.</summary>
    [Description("Threads of the tensor library; 0 for its own choice."), Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>Most frames that are computed at once, which bounds the memory; 0 for as many as have fields of 2 GiB.</summary>
    [Description("Most frames that are computed at once, which bounds the memory; 0 for as many as have fields of 2 GiB."), Range(0, 1000000)]
    public int FramesAtOnce { get; init; }

    /// <summary>Bytes above which a run is refused before it begins, by what it is expected to hold; 0 for no limit.</summary>
    [Description("Bytes of memory: a run that is expected to hold more is refused before it begins. 0 for no limit."), Range(0, 1e14)]
    public long MemoryLimit { get; init; }

    /// <summary>Seconds between checkpoints; 0 writes one only when the run is cancelled.</summary>
    [Description("Seconds between checkpoints; 0 writes one only when the run is cancelled."), Range(0, 1e7)]
    public double CheckpointInterval { get; init; } = 30;
}

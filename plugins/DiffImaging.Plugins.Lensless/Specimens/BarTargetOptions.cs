using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Options of the specimen <c>bar-target</c>.</summary>
public sealed record BarTargetOptions
{
    /// <summary>Width of the bars in the middle, and of the gaps between them, in metres.</summary>
    [Description("Width of the bars in the middle, and of the gaps between them."), Unit("m"), Range(1e-8, 1e-3)]
    public required double HalfPitch { get; init; }

    /// <summary>Amplitude that a bar lets through.</summary>
    [Description("Amplitude that a bar lets through."), Unit("1"), Range(0.0, 1.0)]
    public double Amplitude { get; init; } = 0.4;

    /// <summary>Side of the square in which coarser bars lie at random about the middle, in metres.</summary>
    [Description("Side of the square in which coarser bars lie at random about the middle."), Unit("m"), Range(1e-7, 1.0)]
    public required double Extent { get; init; }

    /// <summary>Number of coarser groups that absorb, and of as many that delay.</summary>
    [Description("Number of coarser groups that absorb, and of as many that delay; fewer where they find no room."), Range(0, 10000)]
    public int Count { get; init; } = 24;
}

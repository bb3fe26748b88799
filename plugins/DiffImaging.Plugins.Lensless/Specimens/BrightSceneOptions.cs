using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Options of the specimen <c>bright-scene</c>.</summary>
public sealed record BrightSceneOptions
{
    /// <summary>Width of the finest bars, in metres.</summary>
    [Description("Width of the finest bars, and half the radius of the smallest discs."), Unit("m"), Range(1e-8, 1e-2)]
    public required double Finest { get; init; }

    /// <summary>Side of the square in which the parts lie at random, in metres.</summary>
    [Description("Side of the square in which the parts lie at random about the middle."), Unit("m"), Range(1e-7, 1.0)]
    public required double Extent { get; init; }

    /// <summary>Number of discs and groups of bars.</summary>
    [Description("Number of discs, and of groups of three bars; fewer where they find no room."), Range(0, 10000)]
    public int Count { get; init; } = 8;
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Options of the specimen <c>texture</c>.</summary>
public sealed record TextureOptions
{
    /// <summary>Side of the square that the texture fills, in metres.</summary>
    [Description("Side of the square that the texture fills."), Unit("m"), Range(1e-6, 1.0)]
    public required double Extent { get; init; }

    /// <summary>Finest period, in metres.</summary>
    [Description("Finest period."), Unit("m"), Range(1e-7, 1e-2)]
    public double FinestPeriod { get; init; } = 8e-6;

    /// <summary>Mean absorption of the amplitude.</summary>
    [Description("Mean absorption of the amplitude."), Unit("1"), Range(0, 0.5)]
    public double Absorption { get; init; } = 0.15;
}

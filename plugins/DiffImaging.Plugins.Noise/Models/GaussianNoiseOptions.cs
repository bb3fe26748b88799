using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Settings of additive Gaussian noise.</summary>
public sealed record GaussianNoiseOptions
{
    /// <summary>Standard deviation, in the unit of the measurement.</summary>
    [Unit("1"), Range(0.0, 1e12), Description("Standard deviation, in the unit of the measurement.")]
    public required double StandardDeviation { get; init; }
}
